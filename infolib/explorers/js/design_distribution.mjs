import { axes, buttons, drag, follow, frame, readouts, show, slider, svg, tag, teller, withShare, write } from "./ui.mjs";
import { entropy, huffmanLengths, huffmanTree, mean, variance } from "./measures.mjs";

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
  const set = (p) => write(model, "p", p);
  const pictures = tag("div", { class: "x-pictures" });
  const controls = tag("div");
  root.append(pictures, controls);
  const put = readouts(root, {
    entropy: "entropy H", effective: "effective number 2ᴴ", questions: "questions, best plan",
    mean: "mean", variance: "variance",
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
    "Challenge": () => {
      if (!model.get("challenge")) set([...first]);
      write(model, "challenge", !model.get("challenge"));
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
        name: `p${i + 1}`, label: `probability of ${i + 1}`, min: 0, max: 1, step: 0.01,
        get: () => model.get("p")[i],
        set: (v) => set(withShare(model.get("p"), i, v)),
        spoken: (v) => show(v, 2),
      }),
    );
  }

  function drawBars(p) {
    const plot = axes(pictures, {
      x: [0.4, p.length + 0.6], y: [0, 1], xTicks: p.map((_, i) => i + 1), yTicks: [0, 0.25, 0.5, 0.75, 1],
      xLabel: "outcome", yLabel: "probability",
      describe: `Bars: ${p.map((x, i) => `${i + 1}: ${show(x, 2)}`).join(", ")}`,
    });
    const wide = 0.72 * (plot.X(1) - plot.X(0));
    p.forEach((x, i) => {
      const left = plot.X(i + 1) - wide / 2;
      plot.root.append(
        svg("rect", { x: left, y: plot.Y(x), width: wide, height: plot.Y(0) - plot.Y(x), class: "x-p" }),
        svg("rect", { x: left, y: plot.Y(x) - 3, width: wide, height: 6, rx: 3, class: "x-dot" }),
      );
      // The whole column is the handle: a bar of height 0 can be caught as well.
      const column = svg("rect", {
        x: left, y: plot.Y(1), width: wide, height: plot.Y(0) - plot.Y(1), class: "x-drag", "fill-opacity": 0,
        "data-bar": i + 1,
      });
      plot.root.append(column);
      drag(plot.root, column, (_, y) => {
        const v = (plot.Y(0) - y) / (plot.Y(0) - plot.Y(1));
        set(withShare(model.get("p"), i, Math.round(100 * Math.min(1, Math.max(0, v))) / 100));
      });
    });
  }

  // The best plan of yes/no questions: leaves are outcomes, a leaf's depth its number of questions.
  function drawTree(p, lengths) {
    const leaves = [];
    const deepest = Math.max(1, ...lengths);
    const size = { width: 340, height: 240, top: 22, bottom: 40 };
    const level = (size.height - size.top - size.bottom) / deepest;
    const picture = svg("svg", {
      viewBox: `0 0 ${size.width} ${size.height}`, class: "x-svg", role: "img",
      "aria-label": `Question tree: ${p.map((x, i) => (x > 0 ? `outcome ${i + 1} after ${lengths[i]}` : "")).filter(Boolean).join(", ")} questions`,
    });
    const collect = (tree) => (Array.isArray(tree) ? tree.forEach(collect) : leaves.push(tree));
    const tree = huffmanTree(p);
    collect(tree);
    const X = (leaf) => ((leaves.indexOf(leaf) + 0.5) * size.width) / leaves.length;
    const place = (node, depth) => {
      const y = size.top + depth * level;
      if (!Array.isArray(node)) {
        const x = X(node);
        picture.append(
          svg("circle", { cx: x, cy: y, r: 13, class: "x-p" }),
          svg("text", { x, y: y + 4, "text-anchor": "middle", class: "x-strong", style: "fill: var(--x-paper)" }, String(node + 1)),
          svg("text", { x, y: y + 28, "text-anchor": "middle" }, show(p[node], 2)),
        );
        return x;
      }
      const marks = picture.childNodes.length;
      const [a, b] = node.map((branch) => place(branch, depth + 1));
      const x = (a + b) / 2;
      const link = (to) => svg("path", { d: `M${x},${y}L${to},${y + level}`, class: "x-link" });
      const at = picture.childNodes[marks] || null;
      picture.insertBefore(link(a), at);
      picture.insertBefore(link(b), at);
      picture.append(
        svg("circle", { cx: x, cy: y, r: 9, class: "x-node" }),
        svg("text", { x, y: y + 4, "text-anchor": "middle" }, "?"),
      );
      return x;
    };
    place(tree, 0);
    pictures.append(picture);
  }

  function draw() {
    const p = model.get("p");
    const lengths = huffmanLengths(p);
    const h = entropy(p);
    const questions = p.reduce((sum, x, i) => sum + x * lengths[i], 0);
    if (syncs.length !== p.length) makeSliders(p.length);
    syncs.forEach((sync) => sync());
    pictures.replaceChildren();
    drawBars(p);
    drawTree(p, lengths);
    root.dataset.p = JSON.stringify(p);
    put("entropy", `${show(h, 4)} bits`);
    put("effective", show(2 ** h, 3));
    put("questions", show(questions, 4));
    put("mean", show(mean(p), 3));
    put("variance", show(variance(p), 4));
    const playing = model.get("challenge");
    challenge.setAttribute("aria-pressed", String(playing));
    challenge.hidden = first.length !== 4; // its least variance is that of four outcomes
    split.disabled = playing || p.length >= 8;
    if (!playing) {
      say(`On average the best plan asks ${show(questions, 3)} questions; no plan can ask fewer than H = ${show(h, 3)}.`);
    } else if (Math.abs(h - target.entropy) > 0.005) {
      say(`Challenge: reach H = ${show(target.entropy, 2)} bits with the smallest variance. Now H = ${show(h, 3)}.`);
    } else {
      say(
        `H = ${show(h, 3)} bits, variance ${show(variance(p), 3)}. The smallest possible is ${show(target.variance, 3)}.` +
          (variance(p) < target.variance + 0.01 ? " You are there." : " Keep H and pull the bars together."),
      );
    }
  }

  return follow(model, ["p", "challenge"], draw);
}
