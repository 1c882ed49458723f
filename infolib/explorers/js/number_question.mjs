import { freshId, hintBox, OWN_KEYS, replyLine, tag } from "./ui.mjs";

// A number as people type it: 1.56, 1,56, −2, 7/4, inf or ∞. Anything else is NaN.
export function readNumber(text) {
  const plain = text
    .trim()
    .replace("−", "-")
    .replace(/^(-?)\+?(∞|inf|infinity)$/i, "$1Infinity");
  const number = (part) => {
    if (part === "") return NaN;
    return Number(part.includes(".") ? part : part.replace(",", "."));
  };
  const parts = plain.split("/").map((part) => number(part.trim()));
  if (parts.length > 2) return NaN;
  return parts.length === 1 ? parts[0] : parts[0] / parts[1];
}

// infolib.explorers.NumberQuestion.check, for a typed text
export function reply(text, { answer, slips, tolerance }) {
  if (text.trim() === "") return ["Not answered yet.", "open"];
  const value = readNumber(text);
  if (Number.isNaN(value)) return ["This is no number. Write 1.5, 3/2 or inf.", "open"];
  const hit = (target) => {
    const goal = typeof target === "string" ? readNumber(target) : target;
    return value === goal || Math.abs(value - goal) <= tolerance * (1 + 1e-9);
  };
  if (hit(answer)) return ["Right.", "right"];
  const slip = slips.find(([, target]) => hit(target));
  return slip ? [slip[0], "slip"] : ["Not this. The hint may help.", "wrong"];
}

export function render({ model, el }) {
  const form = tag("form", { class: "x-frame x-question", novalidate: true });
  el.append(form);
  const id = freshId("answer");
  const box = tag("input", {
    id,
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    size: 12,
    ...OWN_KEYS,
  });
  const label = tag("label", { for: id }, model.get("label"));
  const check = tag("button", { type: "submit" }, "Check");
  form.append(tag("div", { class: "x-row" }, label, box, check));
  const say = replyLine(form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const [answer, slips, tolerance] = ["answer", "slips", "tolerance"].map((name) =>
      model.get(name),
    );
    say(...reply(box.value, { answer, slips, tolerance }));
  });
  hintBox(form, model.get("hint"));
}
