import { entropy, huffmanLengths, huffmanTree, mean, variance } from "./measures.mjs";
import { frame } from "./frame.mjs";
import { axes, dot, dragBar, label, path, picture } from "./picture.mjs";
import {
  bits,
  buttons,
  listSliders,
  readouts,
  show,
  shuffled,
  svg,
  withShare,
  write,
} from "./ui.mjs";
import { fill, words } from "./words.mjs";

const say = words.design_distribution;
const NEAR = 0.02; // so far above the least variance the challenge is met

function exchanged(p) {
  const order = shuffled(p);
  const same = new Set(p).size > 1 && order.every((x, i) => x === p[i]);
  return same ? exchanged(p) : order;
}

function halved(p) {
  const i = p.indexOf(Math.max(...p));
  return [...p.slice(0, i), p[i] / 2, p[i] / 2, ...p.slice(i + 1)];
}

// Where the nodes of a question tree stand: the leaves by outcome, the questions, the links.
function laidOut(tree, width, top, level) {
  const order = [tree].flat(Infinity);
  const [leaves, asked, links] = [[], [], []];
  function place(node, depth) {
    const y = top + depth * level;
    if (!Array.isArray(node)) {
      const x = ((order.indexOf(node) + 0.5) * width) / order.length;
      leaves[node] = { x, y };
      return x;
    }
    const ends = node.map((branch) => place(branch, depth + 1));
    const x = (ends[0] + ends[1]) / 2;
    links.push(...ends.map((end) => `M${x},${y}L${end},${y + level}`));
    asked.push({ x, y });
    return x;
  }
  place(tree, 0);
  return { leaves, asked, links };
}

// At least so many bits with the least variance: the reader moves the bars.
export function render({ model, el }) {
  const parts = frame(el, model, say);
  const target = model.get("target");
  const set = (p) => write(model, { p });
  const share = (i, v) => ({ p: withShare(model.get("p"), i, v) });
  const put = readouts(parts.numbers, { entropy: say.entropy });
  const row = buttons(parts.more, {
    [say.shuffle]: () => set(exchanged(model.get("p"))),
    [say.split]: () => set(halved(model.get("p"))),
    [say.uniform]: () => set(model.get("p").map((_, __, p) => 1 / p.length)),
  });
  const putMore = readouts(parts.more, {
    variance: say.variance,
    mean: say.mean,
    effective: say.effective,
    questions: say.questions,
  });
  const sliders = parts.more.appendChild(document.createElement("div"));
  listSliders(sliders, model, {
    name: "p",
    label: (i) => fill(say.share, { i: i + 1 }),
    change: share,
    spoken: (v) => show(v, 2),
  });

  function drawBars(into, p, met) {
    const listed = p.map((x, i) => `${i + 1}: ${show(x, 2)}`).join(", ");
    const plot = axes(into, {
      x: [0.4, p.length + 0.6],
      y: [0, 1.2],
      xTicks: p.map((_, i) => i + 1),
      yTicks: [0, 0.5, 1],
      xLabel: say.outcome,
      yLabel: say.probability,
      describe: fill(say.describe_bars, { bars: listed }),
    });
    const [middle, wide] = [mean(p), Math.sqrt(variance(p))];
    const [left, right] = [middle - wide, middle + wide].map(plot.X);
    const y = plot.Y(1.06);
    plot.root.append(
      path(`M${left},${y - 5}v10M${left},${y}H${right}m0,-5v10`, met ? "x-width x-met" : "x-width"),
      label((left + right) / 2, y - 9, say.spread, { anchor: "middle", look: "x-quiet" }),
    );
    p.forEach((value, i) => {
      const move = (v) => write(model, share(i, v));
      const [from, to] = [i + 0.64, i + 1.36];
      dragBar(plot, { from, to, value, look: "x-p", name: i + 1, move });
    });
  }

  // The best plan of yes/no questions: a leaf is an outcome, its depth the number of questions.
  function drawTree(into, p, lengths) {
    const [width, height, top, bottom] = [340, 252, 34, 40];
    const level = (height - top - bottom) / Math.max(1, ...lengths);
    const said = p.map((x, i) => fill(say.describe_leaf, { outcome: i + 1, length: lengths[i] }));
    const leavesSaid = said.filter((_, i) => p[i] > 0).join(", ");
    const drawing = picture(into, {
      height,
      describe: fill(say.describe_tree, { leaves: leavesSaid }),
    });
    const { leaves, asked, links } = laidOut(huffmanTree(p), width, top, level);
    const middle = { anchor: "middle" };
    drawing.append(label(width / 2, 12, say.tree, { ...middle, look: "x-quiet" }));
    const node = ({ x, y }, ...marks) =>
      svg("g", { class: "x-moves", transform: `translate(${x} ${y})` }, ...marks);
    drawing.append(...links.map((d) => path(d, "x-link")));
    leaves.forEach((at, i) =>
      drawing.append(
        node(
          at,
          dot(0, 0, 13, "x-p"),
          label(0, 4, String(i + 1), { ...middle, look: "x-on" }),
          label(0, 28, show(p[i], 2), middle),
        ),
      ),
    );
    asked.forEach((at) =>
      drawing.append(node(at, dot(0, 0, 9, "x-node"), label(0, 4, say.ask, middle))),
    );
  }

  // The least variance is known for four outcomes; others are told about their questions.
  function sentence(p, h, spread, questions) {
    if (p.length !== 4) return fill(say.plan, { questions: show(questions, 3), h: show(h, 3) });
    if (h < target.entropy)
      // Rounded up: what is missing is never printed as 0.
      return fill(say.short, { short: show(Math.ceil(1e3 * (target.entropy - h)) / 1e3) });
    const v = show(spread);
    if (spread > target.variance + NEAR) return fill(say.wide, { v });
    return fill(say.there, { v, least: show(target.variance) });
  }

  return parts.show(() => {
    const p = model.get("p");
    const lengths = huffmanLengths(p);
    const [h, spread] = [entropy(p), variance(p)];
    const questions = p.reduce((sum, x, i) => sum + x * lengths[i], 0);
    const met = h >= target.entropy && spread <= target.variance + NEAR && p.length === 4;
    parts.scene.draw((into) => drawBars(into, p, met));
    parts.second.draw((into) => drawTree(into, p, lengths));
    parts.root.dataset.p = JSON.stringify(p);
    put("entropy", bits(h));
    putMore("effective", show(2 ** h, 3));
    putMore("questions", show(questions, 4));
    putMore("mean", show(mean(p), 3));
    putMore("variance", show(spread, 4));
    row.children[1].disabled = p.length >= 8;
    parts.say(sentence(p, h, spread, questions));
  });
}
