import { read } from "./expression.mjs";
import { freshId, hintBox, OWN_KEYS, replyLine, tag } from "./ui.mjs";
import { words } from "./words.mjs";

const EXACT = 1e-9; // Python stores ten digits
const say = words.number_question;

const same = (value, target) => value === target || Math.abs(value / target - 1) <= EXACT;
const whole = (target) => Number.isInteger(target) || !Number.isFinite(target);

// Whether what was typed is a target, correctly rounded. A whole number is not rounded.
const meets = ({ value, unit }, target) =>
  same(value, target) || (!whole(target) && Math.abs(value - target) <= (unit / 2) * (1 + EXACT));

// What the box says to a text, and which kind of reply that is. The rule stands in the
// docstring of infolib.explorers.NumberQuestion.
export function reply(text, { answer, slips, digits, hint }) {
  if (text.trim() === "") return [words.common.open, "open"];
  let typed;
  try {
    typed = read(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return [error.message, "open"];
  }
  const goal = Number(answer);
  const met = slips.filter(([, slip]) => meets(typed, Number(slip)));
  if (meets(typed, goal)) {
    const sure = same(typed.value, goal) && (whole(goal) || met.length === 0);
    if (sure || typed.digits >= digits) return [say.right, "right"];
    return [say.so_far[Math.max(0, digits - typed.digits - 1)], "open"];
  }
  const named = met.filter(([, slip]) => typed.digits > 1 || same(typed.value, Number(slip)));
  if (named.length === 1) return [named[0][0], "slip"];
  if (met.length > 0) return [say.one_more, "wrong"];
  const off = Math.abs(typed.value - goal);
  if (!whole(goal) && typed.digits > 1 && off < typed.unit) return [say.last_digit, "wrong"];
  if (!whole(goal) && typed.unit === 0 && off < 0.005 * Math.abs(goal)) return [say.exact, "wrong"];
  return [hint ? say.see_hint : say.wrong, "wrong"];
}

export function render({ model, el }) {
  const form = tag("form", { class: "x-frame x-question", novalidate: true });
  el.append(form);
  // A notebook has shortcuts of its own, among them Enter.
  form.addEventListener("keydown", (event) => event.stopPropagation());
  const id = freshId("answer");
  const box = tag("input", {
    id,
    type: "text",
    inputmode: "text", // a formula needs letters
    autocapitalize: "none",
    autocomplete: "off",
    spellcheck: "false",
    enterkeyhint: "done",
    maxlength: 80,
    size: 12,
    ...OWN_KEYS,
  });
  const label = tag("label", { for: id }, model.get("label"));
  const check = tag("button", { type: "submit", ...OWN_KEYS }, words.common.check);
  form.append(tag("div", { class: "x-row" }, label, box, check));
  const tell = replyLine(form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const names = ["answer", "slips", "digits", "hint"];
    const asked = Object.fromEntries(names.map((name) => [name, model.get(name)]));
    tell(...reply(box.value, asked));
  });
  hintBox(form, model.get("hint"));
}
