import { path, picture, words } from "./picture.mjs";
import { svg } from "./ui.mjs";

const LEFT = 12;
const RIGHT = 328;

// Bars of bits on one scale, from 0 to `most`, each made of parts laid end to end. What
// goes beyond the scale, such as infinitely many bits, is cut there. A part that is wide
// enough has its name in it.
export function ledger(parent, { height, most, ticks, bars, describe }) {
  const root = picture(parent, { height, describe });
  const X = (v) => LEFT + (Math.min(v, most) / most) * (RIGHT - LEFT);
  const [top, bottom] = [bars[0].y - 6, bars[bars.length - 1].y + bars[0].tall + 6];
  for (const tick of ticks)
    root.append(
      path(`M${X(tick)},${top}V${bottom}`, "x-grid"),
      words(X(tick), bottom + 14, String(tick), { anchor: "middle" }),
    );
  for (const { y, tall, parts } of bars) {
    let from = 0;
    for (const { value, look, name } of parts) {
      const [x, end] = [X(from), X(from + Math.max(0, value))]; // rounding may leave −1e-16
      root.append(svg("rect", { x, y, width: end - x, height: tall, class: look }));
      if (name && end - x > 34)
        root.append(words((x + end) / 2, y + 22, name, { anchor: "middle", look: "x-on" }));
      from += value;
    }
  }
  return { root, X };
}
