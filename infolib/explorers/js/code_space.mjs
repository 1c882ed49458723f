import { frame } from "./frame.mjs";
import { axes, drag, knob, label, picture } from "./picture.mjs";
import { bits, buttons, choice, listSliders, readouts, show, svg, write } from "./ui.mjs";
import { fill, words } from "./words.mjs";

const say = words.code_space;
const SYMBOLS = ["a", "b", "c", "d"];
const LONGEST = 5;
const piece = (length) => 2 ** -length;
const whole = (length) => Math.round(Math.min(LONGEST, Math.max(1, length)));

// The words of such lengths, each with its place in the bar of length 1, the shortest first.
// Where the bar is full, a piece lies beyond its end and there is no word.
function laidOut(lengths) {
  const parts = [];
  let from = 0;
  for (const i of SYMBOLS.map((_, j) => j).sort((s, t) => lengths[s] - lengths[t])) {
    const to = from + piece(lengths[i]);
    const digits = (from / piece(lengths[i])).toString(2).padStart(lengths[i], "0");
    parts[i] = { from, to, word: to <= 1 ? digits : null };
    from = to;
  }
  return parts;
}

function sentence(used, mean, { best, entropy }) {
  if (used > 1) return say.over;
  if (used < 1) return fill(say.free, { free: show(1 - used, 5) });
  if (mean > best + 1e-9) return say.longer;
  if (mean > entropy + 1e-9) return fill(say.best, { above: show(mean - entropy) });
  return say.equal;
}

// Columns of digits to drag, and the bar that their words have to share.
export function render({ model, el }) {
  const parts = frame(el, model, say);
  const withLength = (i, v) => ({
    lengths: model.get("lengths").map((l, j) => (j === i ? whole(v) : l)),
  });
  const put = readouts(parts.numbers, { mean: say.mean, entropy: say.entropy });
  const table = model.get("table");
  choice(parts.more, model, {
    name: "source",
    label: say.source,
    options: Object.fromEntries(Object.keys(table).map((name) => [name, name])),
  });
  const sliders = parts.more.appendChild(document.createElement("div"));
  listSliders(sliders, model, {
    name: "lengths",
    label: (i) => fill(say.length, { name: SYMBOLS[i] }),
    change: withLength,
    min: 1,
    max: LONGEST,
    step: 1,
    digits: 0,
  });
  buttons(parts.more, {
    [say.round]: () =>
      write(model, {
        lengths: table[model.get("source")].p.map((x) => whole(Math.ceil(-Math.log2(x)))),
      }),
  });
  const putMore = readouts(parts.more, { used: say.used });

  function drawColumns(into, p, lengths, describe) {
    const plot = axes(into, {
      height: 150,
      bottom: 24,
      right: 4,
      x: [0, 4],
      y: [0, LONGEST + 0.4],
      xTicks: SYMBOLS.map((name, i) => [i + 0.5, `${name}: ${show(p[i])}`]),
      yTicks: [0, 1, 2, 3, 4, 5],
      yLabel: say.digits,
      describe,
    });
    SYMBOLS.forEach((name, i) => {
      const move = (_, y) => write(model, withLength(i, plot.atY(y)));
      const column = plot.bar(i, i + 1, LONGEST, "");
      column.setAttribute("fill-opacity", 0);
      plot.root.append(plot.bar(i + 0.15, i + 0.85, lengths[i], "x-p"), drag(column, "tap", move));
      knob(plot.root, plot.X(i + 0.5), plot.Y(lengths[i]), "y", move);
    });
  }

  // The pieces keep the order of the symbols in the picture, so that each slides to its place.
  function drawBar(into, lengths, describe) {
    const [width, height, left, right, top, tall] = [340, 134, 10, 330, 16, 72];
    const drawing = picture(into, { width, height, describe });
    const laid = laidOut(lengths);
    const end = Math.max(1, ...laid.map(({ to }) => to));
    const X = (v) => left + (v / end) * (right - left);
    const edge = { x: X(0), y: top - 5, width: X(1) - X(0), height: tall + 10, rx: 3 };
    drawing.append(svg("rect", { ...edge, class: end > 1 ? "x-box x-over" : "x-box" }));
    laid.forEach(({ from, to, word }, i) => {
      const [x, wide] = [X(from), X(to) - X(from)];
      const look = word === null ? "x-wash-q" : "x-wash";
      const fits = wide > 9 * lengths[i];
      const said = { anchor: "middle" };
      drawing.append(
        svg("rect", { x: x + 1, y: top, width: wide - 2, height: tall, class: look }),
        svg(
          "g",
          { class: "x-moves", transform: `translate(${x + wide / 2} ${top})` },
          label(0, fits ? 31 : 41, wide > 12 ? SYMBOLS[i] : "", { ...said, look: "x-strong" }),
          label(0, 53, fits && word !== null ? word : "", said),
        ),
      );
    });
    const named = [
      [0, "0"],
      [0.5, "½"],
      [1, "1"],
    ];
    for (const [at, name] of named)
      drawing.append(label(X(at), top + tall + 18, name, { anchor: "middle" }));
    drawing.append(label(width / 2, height - 6, say.piece, { anchor: "middle", look: "x-quiet" }));
  }

  return parts.show(() => {
    const row = table[model.get("source")];
    const lengths = model.get("lengths");
    const used = lengths.reduce((sum, l) => sum + piece(l), 0);
    const mean = lengths.reduce((sum, l, i) => sum + l * row.p[i], 0);
    const digits = SYMBOLS.map((name, i) => `${name} ${lengths[i]}`).join(", ");
    const named = laidOut(lengths).map(({ word }, i) => `${SYMBOLS[i]} ${word ?? say.none}`);
    const over = named.join(", ");
    parts.scene.draw((into) => {
      drawColumns(into, row.p, lengths, fill(say.describe_columns, { digits }));
      drawBar(into, lengths, fill(say.describe_bar, { words: over }));
    });
    put("mean", used > 1 ? say.no_code : bits(mean, 3));
    put("entropy", bits(row.entropy, 3));
    putMore("used", show(used, 5));
    parts.say(sentence(used, mean, row));
  });
}
