import { picture } from "./picture.mjs";
import { svg, tag } from "./ui.mjs";

// Rows of pieces over one ruler, as wide as their place: a row is a list of pieces laid end to
// end. What goes beyond the ruler's end, such as infinitely many bits, is cut there.
export function bar(parent, { rows, most, ticks, describe }) {
  const height = 44;
  const gap = 4;
  const root = picture(parent, {
    width: 100,
    height: rows.length * (height + gap) - gap,
    describe,
    look: "x-bar",
  });
  root.setAttribute("preserveAspectRatio", "none"); // its pieces stretch; no text is in it
  const at = (value) => (100 * Math.min(value, most)) / most;
  rows.forEach((pieces, row) => {
    let from = 0;
    pieces.forEach(({ value, look }, i) => {
      const [x, end] = [at(from), at(from + Math.max(0, value))]; // rounding may leave −1e-16
      const y = row * (height + gap);
      const place = { x, y, width: end - x, height, class: look, style: `--i: ${i}` };
      root.append(svg("rect", place));
      from += value;
    });
  });
  const marks = ticks.map(([value, text]) => tag("span", { style: `left: ${at(value)}%` }, text));
  const longest = rows.map((pieces) => pieces.reduce((sum, { value }) => sum + value, 0));
  const cut = Math.max(...longest) > most + 1e-9;
  parent.append(
    tag(
      "div",
      { class: "x-ruler", "aria-hidden": "true" },
      ...marks,
      tag("span", { class: "x-cut", hidden: !cut }, "▸"),
    ),
  );
}
