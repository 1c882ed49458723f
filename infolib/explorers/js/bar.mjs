import { picture } from "./picture.mjs";
import { svg, tag } from "./ui.mjs";

// Rows of pieces over one ruler, as wide as their place. A piece begins where the last one of
// its row ends, or at `from`. What goes beyond the ruler's end, such as infinitely many bits,
// is cut there.
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
  let longest = 0;
  rows.forEach((pieces, row) => {
    let last = 0;
    pieces.forEach(({ from = last, value, look }) => {
      last = from + Math.max(0, value); // rounding may leave −1e-16
      longest = Math.max(longest, last);
      const [x, end] = [at(from), at(last)];
      const y = row * (height + gap);
      root.append(svg("rect", { x, y, width: end - x, height, class: look }));
    });
  });
  const marks = ticks.map(([value, text]) => tag("span", { style: `left: ${at(value)}%` }, text));
  const cut = longest > most + 1e-9;
  parent.append(
    tag(
      "div",
      { class: "x-ruler", "aria-hidden": "true" },
      ...marks,
      tag("span", { class: "x-cut", hidden: !cut }, "▸"),
    ),
  );
}
