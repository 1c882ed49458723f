import { forgetter, save, shelf } from "./shelf.mjs";
import { buttons, choice, follow, OWN_KEYS, radios, replyLine, tag } from "./ui.mjs";
import { fill, words } from "./words.mjs";

const say = words.diagnostic;
const SHEETS = ["before", "after"];
const letter = (i) => String.fromCharCode(65 + i);

// The answers to a sheet: for each question the number of the option.
const isAnswers = (given) => Array.isArray(given) && given.every(Number.isInteger);
const answers = shelf("diagnostic", isAnswers);

export function render({ model, el }) {
  const [ideas, sheets, misconceptions] = ["ideas", "sheets", "misconceptions"].map((name) =>
    model.get(name),
  );
  const root = tag("div", { class: "x-frame", role: "group", "aria-label": say.title });
  root.addEventListener("keydown", (event) => event.stopPropagation()); // as a notebook's own
  el.append(root);
  choice(root, model, { name: "sheet", label: say.sheet, options: say.sheets });

  // What was answered on a sheet, as options; nothing if it was not, or if it was another sheet.
  function given(sheet) {
    const chosen = answers.read()[sheet];
    const options = chosen?.map((i, n) => sheets[sheet][n]?.options[i]);
    return options?.length === ideas.length && !options.includes(undefined) ? options : undefined;
  }
  const isRight = ([, belief]) => belief === "";

  const forms = Object.fromEntries(SHEETS.map((sheet) => [sheet, makeForm(sheet)]));

  function makeForm(sheet) {
    const form = tag("form", { class: "x-question x-sheet", novalidate: true });
    form.append(tag("p", { class: "x-title" }, say.sheets[sheet]));
    const sets = sheets[sheet].map(({ ask, options }, n) => {
      const numbered = (sign, text) => fill(say.answer, { letter: sign, text });
      const texts = options.map(([text], value) => numbered(letter(value), text));
      return radios(numbered(n + 1, ask), texts);
    });
    const commit = tag("button", { type: "submit", ...OWN_KEYS }, say.commit);
    form.append(...sets, commit);
    const reply = replyLine(form);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const chosen = sets.map((set) => set.querySelector("input:checked"));
      const missing = chosen.flatMap((radio, n) => (radio ? [] : [n + 1]));
      if (missing.length) return reply(fill(say.missing, { numbers: missing.join(", ") }), "open");
      const values = chosen.map((radio) => Number(radio.value));
      return answers.keep({ ...answers.read(), [sheet]: values });
    });
    root.append(form);
    return { form, sets, commit, reply };
  }

  const result = tag("div", { class: "x-result", tabindex: -1 });
  root.append(result);
  const row = buttons(root, {
    [say.save]: () => save("diagnostic.csv", "text/csv", table()),
    [say.forget]: forgetter(answers, say.forget, say.really),
  });
  const [download, forget] = row.children;
  root.append(tag("p", {}, say.device));
  root.append(key());

  // For paper: what is right, on a page of its own.
  function key() {
    const lines = SHEETS.map((sheet) => {
      const right = sheets[sheet].map(({ options }) => letter(options.findIndex(isRight)));
      const letters = right.map((name, n) => `${n + 1} ${name}`).join(", ");
      return tag("p", {}, fill(say.keys, { sheet: say.sheets[sheet], letters }));
    });
    return tag("div", { class: "x-key" }, tag("p", { class: "x-title" }, say.key), ...lines);
  }

  // All answers as a table of commas, for a teacher.
  function table() {
    const quoted = (text) => `"${String(text).replaceAll('"', '""')}"`;
    const rows = SHEETS.flatMap((sheet) =>
      (given(sheet) ?? []).map((option, n) => {
        const right = isRight(option) ? 1 : 0;
        return [sheet, n + 1, ideas[n], option[0], right, option[1]];
      }),
    );
    return [say.columns, ...rows].map((cells) => `${cells.map(quoted).join(",")}\n`).join("");
  }

  function told(option) {
    if (!option) return say.none;
    return isRight(option) ? say.right : say.wrong;
  }

  function drawTable([before, after]) {
    const head = [say.idea, ...SHEETS.map((sheet) => say.sheets[sheet])];
    const rows = ideas.map((idea, n) =>
      tag(
        "tr",
        {},
        tag("th", { scope: "row" }, idea),
        ...[before, after].map((options) => tag("td", {}, told(options?.[n]))),
      ),
    );
    const columns = head.map((text) => tag("th", { scope: "col" }, text));
    return tag(
      "table",
      { class: "x-table x-beliefs" },
      tag("caption", {}, say.result),
      tag("thead", {}, tag("tr", {}, ...columns)),
      tag("tbody", {}, ...rows),
    );
  }

  function sentence([before, after]) {
    const all = ideas.length;
    const right = (options) => options.filter(isRight).length;
    if (!before || !after) return fill(say.done, { all, right: right(before ?? after) });
    const count = (was, is) =>
      before.filter((option, n) => isRight(option) === was && isRight(after[n]) === is).length;
    const moved = { gained: count(false, true), lost: count(true, false) };
    return fill(say.gain, { all, before: right(before), after: right(after), ...moved });
  }

  // The beliefs behind the wrong answers to the sheet that is shown.
  function drawBeliefs(options) {
    const site = document.documentElement.dataset.content_root; // a notebook has none
    const items = options.flatMap(([, belief], n) => {
      if (!belief) return [];
      const [text, place] = misconceptions[belief];
      const [page, label] = place.split("#");
      const href = `${site}book/${page}.html#${label}`;
      const why = site === undefined ? [] : [tag("a", { href }, say.why)];
      return [tag("li", {}, fill(say.from, { n: n + 1, belief: text }), ...why)];
    });
    return items.length ? [tag("p", {}, say.behind), tag("ul", {}, ...items)] : [];
  }

  function draw() {
    const shown = model.get("sheet");
    for (const sheet of SHEETS) {
      const { form, sets, commit, reply } = forms[sheet];
      const chosen = given(sheet) && answers.read()[sheet];
      form.hidden = sheet !== shown;
      commit.hidden = Boolean(chosen);
      reply(chosen ? say.sure : say.open, "open");
      sets.forEach((set, n) => {
        if (chosen) set.querySelectorAll("input")[chosen[n]].checked = true;
        else if (set.disabled) set.querySelectorAll("input").forEach((x) => (x.checked = false));
        set.disabled = Boolean(chosen);
      });
    }
    const both = SHEETS.map(given);
    const some = both.some(Boolean);
    row.hidden = !some;
    download.disabled = forget.disabled = !some;
    if (!some) return result.replaceChildren();
    const here = given(shown);
    return result.replaceChildren(
      tag("p", { role: "status" }, sentence(both)),
      tag("div", { class: "x-scroll" }, drawTable(both)),
      ...(here ? drawBeliefs(here) : []),
    );
  }

  const stops = [follow(model, ["sheet"], draw), answers.follow(draw)];
  return () => stops.forEach((stop) => stop());
}
