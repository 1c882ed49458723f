import { entropy, huffmanLengths, huffmanTree, mean, variance } from "./measures.mjs";
import { axes, dot, dragBar, path, picture, words } from "./picture.mjs";
import {
  bits,
  buttons,
  follow,
  frame,
  readouts,
  show,
  slider,
  tag,
  teller,
  withShare,
  write,
} from "./ui.mjs";

function shuffled(p) {
  const order = [...p];
  do {
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(Math.random() * (i + 1));
      [order[i], order[j]] = [order[j], order[i]];
    }
  } while (new Set(p).size > 1 && order.every((x, i) => x === p[i]));
  return order;
}

export function render({ model, el }) {
  const root = frame(el, "Design a distribution");
  const first = [...model.get("p")];
  const target = model.get("target");
  const set = (p) => write(model, { p });
  const pictures = tag("div", { class: "x-pictures" });
  const controls = tag("div");
  root.append(pictures, controls);
  const put = readouts(root, {
    entropy: "entropy H",
    effective: "effective number 2ᴴ",
    questions: "questions, best plan",
    mean: "mean",
    variance: "variance",
  });
  const row = buttons(root, {
    "Shuffle labels": () => set(shuffled(model.get("p"))),
    "Split the largest": () => {
      const p = model.get("p");
      const i = p.indexOf(Math.max(...p));
      set([...p.slice(0, i), p[i] / 2, p[i] / 2, ...p.slice(i + 1)]);
    },
    "Mix with mirror image": () => {
      const p = model.get("p");
      set(p.map((x, i) => (x + p[p.length - 1 - i]) / 2));
    },
    "Make uniform": () => set(model.get("p").map((_, __, p) => 1 / p.length)),
    "Start again": () => set([...first]),
    Challenge: () => {
      if (!model.get("challenge")) set([...first]);
      write(model, { challenge: !model.get("challenge") });
    },
  });
  const split = row.children[1];
  const challenge = row.children[5];
  const say = teller(root);
  let syncs = [];

  // Sliders are made anew only when the number of outcomes changes: focus survives.
  function makeSliders(n) {
    controls.replaceChildren();
    syncs = Array.from({ length: n }, (_, i) =>
      slider(controls, {
        name: `p${i + 1}`,
        label: `probability of ${i + 1}`,
        min: 0,
        max: 1,
        step: 0.01,
        get: () => model.get("p")[i],
        set: (v) => set(withShare(model.get("p"), i, v)),
        spoken: (v) => show(v, 2),
      }),
    );
  }

  function drawBars(p) {
    const plot = axes(pictures, {
      x: [0.4, p.length + 0.6],
      y: [0, 1],
      xTicks: p.map((_, i) => i + 1),
      yTicks: [0, 0.25, 0.5, 0.75, 1],
      xLabel: "outcome",
      yLabel: "probability",
      describe: `Bars: ${p.map((x, i) => `${i + 1}: ${show(x, 2)}`).join(", ")}`,
    });
    p.forEach((value, i) => {
      dragBar(plot, {
        from: i + 0.64,
        to: i + 1.36,
        value,
        look: "x-p",
        name: i + 1,
        move: (v) => set(withShare(model.get("p"), i, v)),
      });
    });
  }

  // The best plan of yes/no questions: a leaf is an outcome, its depth the number of questions.
  function drawTree(p, lengths) {
    const [width, height, top, bottom] = [340, 240, 22, 40];
    const level = (height - top - bottom) / Math.max(1, ...lengths);
    const after = p.map((x, i) => (x > 0 ? `outcome ${i + 1} after ${lengths[i]}` : ""));
    const drawing = picture(pictures, {
      height,
      describe: `Question tree: ${after.filter(Boolean).join(", ")} questions`,
    });
    const tree = huffmanTree(p);
    const leaves = [tree].flat(Infinity);
    const middle = { anchor: "middle" };

    function drawLeaf(outcome, x, y) {
      drawing.append(
        dot(x, y, 13, "x-p"),
        words(x, y + 4, String(outcome + 1), { ...middle, look: "x-on" }),
        words(x, y + 28, show(p[outcome], 2), middle),
      );
    }

    // Draws the branches, then the links to them behind what was drawn; returns its place.
    function place(node, depth) {
      const y = top + depth * level;
      if (!Array.isArray(node)) {
        const x = ((leaves.indexOf(node) + 0.5) * width) / leaves.length;
        drawLeaf(node, x, y);
        return x;
      }
      const marks = drawing.childNodes.length;
      const ends = node.map((branch) => place(branch, depth + 1));
      const x = (ends[0] + ends[1]) / 2;
      const behind = drawing.childNodes[marks] || null;
      for (const end of ends)
        drawing.insertBefore(path(`M${x},${y}L${end},${y + level}`, "x-link"), behind);
      drawing.append(dot(x, y, 9, "x-node"), words(x, y + 4, "?", middle));
      return x;
    }
    place(tree, 0);
  }

  function sentence(h, spread, questions) {
    if (!model.get("challenge"))
      return (
        `On average the best plan asks ${show(questions, 3)} questions; ` +
        `no plan can ask fewer than H = ${show(h, 3)}.`
      );
    if (Math.abs(h - target.entropy) > 0.005)
      return (
        `Challenge: reach H = ${bits(target.entropy, 2)} with the smallest variance. ` +
        `Now H = ${show(h, 3)}.`
      );
    return (
      `H = ${bits(h, 3)}, variance ${show(spread, 3)}. ` +
      `The smallest possible is ${show(target.variance, 3)}.` +
      (spread < target.variance + 0.01 ? " You are there." : " Keep H and pull the bars together.")
    );
  }

  function draw() {
    const p = model.get("p");
    const lengths = huffmanLengths(p);
    const h = entropy(p);
    const spread = variance(p);
    const questions = p.reduce((sum, x, i) => sum + x * lengths[i], 0);
    if (syncs.length !== p.length) makeSliders(p.length);
    syncs.forEach((sync) => sync());
    pictures.replaceChildren();
    drawBars(p);
    drawTree(p, lengths);
    root.dataset.p = JSON.stringify(p);
    put("entropy", bits(h));
    put("effective", show(2 ** h, 3));
    put("questions", show(questions, 4));
    put("mean", show(mean(p), 3));
    put("variance", show(spread, 4));
    const playing = model.get("challenge");
    challenge.setAttribute("aria-pressed", String(playing));
    challenge.hidden = first.length !== 4; // its least variance is that of four outcomes
    split.disabled = playing || p.length >= 8;
    say(sentence(h, spread, questions));
  }

  return follow(model, ["p", "challenge"], draw);
}
