import { axes, drag, words } from "./picture.mjs";
import {
  bits,
  buttons,
  choice,
  follow,
  frame,
  readouts,
  show,
  slider,
  svg,
  tag,
  teller,
  write,
} from "./ui.mjs";

const SYMBOLS = ["a", "b", "c", "d"];
const LONGEST = 5;
const piece = (length) => 2 ** -length;
const whole = (length) => Math.round(Math.min(LONGEST, Math.max(1, length)));

// The words of such lengths, shortest first, each with its place in the bar of length 1.
// Where the bar is full, a piece lies beyond its end and there is no word.
function laidOut(lengths) {
  let at = 0;
  return SYMBOLS.map((name, i) => ({ name, i, length: lengths[i] }))
    .sort((s, t) => s.length - t.length)
    .map((part) => {
      const from = at;
      at += piece(part.length);
      const digits = (from / piece(part.length)).toString(2).padStart(part.length, "0");
      return { ...part, from, to: at, word: at <= 1 ? digits : null };
    });
}

function sentence(used, mean, { best, entropy }) {
  if (used > 1) return "The pieces do not fit into the bar: two words would have to overlap.";
  if (used < 1)
    return `${show(1 - used, 5)} of the bar is free: some word can be shorter at no cost.`;
  if (mean > best + 1e-9)
    return (
      `The bar is full, but L = ${bits(mean)} is not the least: ` +
      "give the short words to the frequent symbols."
    );
  if (mean > entropy + 1e-9)
    return (
      "The bar is full, and no code is shorter. " +
      `What is left above H = ${bits(entropy)} is the price of whole digits.`
    );
  return "The bar is full, and L is the entropy: each word is as long as its symbol is surprising.";
}

export function render({ model, el }) {
  const root = frame(el, "Share out the bar");
  const first = [...model.get("lengths")];
  const set = (lengths) => write(model, { lengths });
  const replace = (i, length) => set(model.get("lengths").map((l, j) => (j === i ? length : l)));
  choice(root, model, {
    name: "source",
    label: "The symbols come",
    options: Object.fromEntries(Object.keys(model.get("table")).map((name) => [name, name])),
  });
  const pictures = tag("div", { class: "x-pictures" });
  root.append(pictures);
  const syncs = SYMBOLS.map((name, i) =>
    slider(root, {
      name: `length_${name}`,
      label: `digits for ${name}`,
      min: 1,
      max: LONGEST,
      step: 1,
      digits: 0,
      get: () => model.get("lengths")[i],
      set: (value) => replace(i, whole(value)),
    }),
  );
  const put = readouts(root, {
    used: "of the bar, used",
    mean: "average length L",
    entropy: "entropy H",
  });
  buttons(root, {
    "Round the surprises up": () =>
      set(model.get("table")[model.get("source")].p.map((x) => whole(Math.ceil(-Math.log2(x))))),
    "Start again": () => set([...first]),
  });
  const say = teller(root);

  // The whole column of a symbol is its handle.
  function drawLengths(p, lengths) {
    const plot = axes(pictures, {
      height: 130,
      bottom: 52,
      x: [0, 4],
      y: [0, LONGEST],
      xTicks: SYMBOLS.map((name, i) => [i + 0.5, `${name}: ${show(p[i], 3)}`]),
      yTicks: [0, 1, 3, 5],
      xLabel: "symbol: how probable it is",
      yLabel: "digits",
      describe: `Digits: ${SYMBOLS.map((name, i) => `${name} ${lengths[i]}`).join(", ")}`,
    });
    SYMBOLS.forEach((name, i) => {
      const column = svg("rect", {
        x: plot.X(i),
        y: plot.Y(LONGEST),
        width: plot.X(i + 1) - plot.X(i),
        height: plot.Y(0) - plot.Y(LONGEST),
        class: "x-drag",
        "fill-opacity": 0,
        "data-bar": name,
      });
      plot.root.append(plot.bar(i + 0.15, i + 0.85, lengths[i], "x-p"), column);
      drag(plot.root, column, (_, y) => replace(i, whole(plot.atY(y))));
    });
  }

  function drawBar(parts) {
    const end = Math.max(1, parts[parts.length - 1].to);
    const named = parts.map(({ name, word }) => `${name} ${word ?? "does not fit"}`);
    const plot = axes(pictures, {
      height: 130,
      bottom: 52,
      left: 10,
      x: [0, end],
      y: [0, 1],
      xTicks: [
        [0, "0"],
        [0.5, "½"],
        [1, "1"],
      ],
      xLabel: "the bar: a word of ℓ digits takes 2 to the power −ℓ",
      describe: `The bar: ${named.join(", ")}`,
    });
    for (const { name, from, to, word } of parts) {
      const middle = plot.X((from + to) / 2);
      const wide = plot.X(to) - plot.X(from);
      plot.root.append(plot.bar(from, to, 0.9, word === null ? "x-wash-q" : "x-wash"));
      if (wide > 12) plot.root.append(words(middle, plot.Y(0.55), name, { anchor: "middle" }));
      if (word !== null && wide > 9 * word.length)
        plot.root.append(words(middle, plot.Y(0.22), word, { anchor: "middle" }));
    }
  }

  function draw() {
    const row = model.get("table")[model.get("source")];
    const lengths = model.get("lengths");
    const used = lengths.reduce((sum, l) => sum + piece(l), 0);
    const mean = lengths.reduce((sum, l, i) => sum + l * row.p[i], 0);
    syncs.forEach((sync) => sync());
    pictures.replaceChildren();
    drawLengths(row.p, lengths);
    drawBar(laidOut(lengths));
    put("used", show(used, 5));
    put("mean", used > 1 ? "no code" : bits(mean));
    put("entropy", bits(row.entropy));
    say(sentence(used, mean, row));
  }

  return follow(model, ["source", "lengths"], draw);
}
