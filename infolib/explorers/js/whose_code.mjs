import { axes, buttons, choice, drag, follow, frame, randomFrom, readouts, show, slider, svg, tag, teller, withShare, write } from "./ui.mjs";
import { crossEntropy, entropy, huffmanLengths, huffmanTree } from "./measures.mjs";

const LETTERS = "abcdef";
const COUNT = 1000; // symbols in a message

// The words of a tree: left branch 0, right branch 1; no word for what is not in it.
function wordsOf(tree, size) {
  const words = Array(size).fill(null);
  const walk = (node, word) => {
    if (Array.isArray(node)) node.forEach((branch, bit) => walk(branch, word + bit));
    else words[node] = word;
  };
  walk(tree, "");
  return words;
}

// What a receiver does who knows the tree alone: walk down, write a symbol, start again.
function decode(bits, tree) {
  const symbols = [];
  let node = tree;
  for (const bit of bits) {
    node = node[Number(bit)];
    if (!Array.isArray(node)) {
      symbols.push(node);
      node = tree;
    }
  }
  return symbols;
}

// All blocks of k symbols, each with its probability, as one distribution.
const blocksOf = (q, k) =>
  Array.from({ length: k }).reduce((shares) => shares.flatMap((share) => q.map((x) => share * x)), [1]);

const nameOf = (block, size, k) =>
  Array.from({ length: k }, (_, i) => LETTERS[Math.floor(block / size ** (k - 1 - i)) % size]).join("");

// Draw symbols from p and encode them, k to a word, until the message or the code ends.
function transmit(p, q, k, seed) {
  const random = randomFrom(seed);
  const tree = huffmanTree(blocksOf(q, k));
  const words = wordsOf(tree, q.length ** k);
  const last = p.reduce((best, x, i) => (x > 0 ? i : best), 0);
  const symbols = [];
  const blocks = [];
  const running = [];
  let bits = "";
  let block = 0;
  for (let n = 1; n <= COUNT; n++) {
    let u = random();
    let symbol = 0;
    while (symbol < last && u >= p[symbol]) u -= p[symbol++];
    symbols.push(symbol);
    if (q[symbol] === 0) return { words, symbols, blocks, running, bits, stuck: symbol };
    block = block * q.length + symbol;
    if (n % k) continue;
    blocks.push(block);
    bits += words[block];
    running.push([n, bits.length / n]);
    block = 0;
  }
  const back = Array.isArray(tree) ? decode(bits, tree) : blocks;
  const faithful = back.length === blocks.length && back.every((b, i) => b === blocks[i]);
  return { words, symbols, blocks, running, bits, faithful };
}

export function render({ model, el }) {
  const root = frame(el, "Whose code is it?");
  const both = (p, q) => {
    model.set("p", p);
    model.set("q", q);
    model.save_changes();
  };
  const p0 = [...model.get("p")];
  const q0 = [...model.get("q")];
  let allowed = null; // q as it was before a symbol was forbidden
  const row = buttons(root, {
    "Start again": () => both([...p0], [...q0]),
    "Fair coin, odd belief": () => both([0.5, 0.5], [0.2, 0.8]),
    "A certain label": () => both([0, 1, 0], [0.2, 0.7, 0.1]),
    "Swap p and q": () => both([...model.get("q")], [...model.get("p")]),
    "Let q be p": () => write(model, "q", [...model.get("p")]),
    "Forbid one": () => {
      const [p, q] = [model.get("p"), model.get("q")];
      if (allowed) return write(model, "q", allowed);
      const open = q.map((x, i) => i).filter((i) => q[i] > 0 && q[i] < 1);
      const at = open.filter((i) => p[i] > 0).pop() ?? open.pop();
      if (at === undefined) return; // q is certain already
      allowed = [...q];
      write(model, "q", withShare(q, at, 0));
    },
  });
  const forbid = row.children[5];
  const pictures = tag("div", { class: "x-pictures" });
  const controls = tag("div", { class: "x-pair" });
  const sums = tag("div", { class: "x-pictures" });
  root.append(pictures, controls, sums);
  const put = readouts(root, {
    floor: "H(p)", gap: "the gap", bill: "H(p, q)", whole: "Huffman code for q: Σ p · length",
  });
  const say = teller(root);
  choice(root, model, { name: "block", label: "One word of the code stands for", options: { 1: "1 symbol", 2: "2 symbols", 4: "4 symbols" } });
  buttons(root, { [`Send ${COUNT} symbols`]: () => write(model, "message", model.get("message") + 1) });
  const channel = tag("div");
  const sayChannel = teller(root);
  root.append(channel);
  let syncs = [];

  function makeSliders(n) {
    controls.replaceChildren();
    syncs = ["p", "q"].flatMap((name) => {
      const group = tag("fieldset", { class: `x-group x-group-${name}` });
      group.append(tag("legend", {}, name === "p" ? "p: what is sent" : "q: what the code expects"));
      controls.append(group);
      return Array.from({ length: n }, (_, i) =>
        slider(group, {
          name: `${name}${i + 1}`, label: `${name}(${LETTERS[i]})`, min: 0, max: 1, step: 0.01,
          get: () => model.get(name)[i],
          set: (v) => write(model, name, withShare(model.get(name), i, v)),
          spoken: (v) => show(v, 2),
        }),
      );
    });
  }

  function drawBars(p, q) {
    const plot = axes(pictures, {
      x: [0.4, p.length + 0.6], y: [0, 1], xTicks: p.map((_, i) => [i + 1, LETTERS[i]]), yTicks: [0, 0.5, 1],
      xLabel: "symbol (left bar p, right bar q)", yLabel: "probability",
      describe: `Pairs of bars, p and q: ${p.map((x, i) => `${LETTERS[i]} ${show(x, 2)} and ${show(q[i], 2)}`).join(", ")}`,
    });
    const wide = 0.36 * (plot.X(1) - plot.X(0));
    for (const [name, values, side] of [["p", p, -1], ["q", q, 0]])
      values.forEach((x, i) => {
        const left = plot.X(i + 1) + side * wide;
        const column = svg("rect", {
          x: left, y: plot.Y(1), width: wide, height: plot.Y(0) - plot.Y(1), class: "x-drag", "fill-opacity": 0,
          "data-bar": `${name}${i + 1}`,
        });
        plot.root.append(
          svg("rect", { x: left, y: plot.Y(x), width: wide - 2, height: plot.Y(0) - plot.Y(x), class: `x-${name}` }),
          svg("rect", { x: left, y: plot.Y(x) - 3, width: wide - 2, height: 6, rx: 3, class: "x-dot" }),
          column,
        );
        drag(plot.root, column, (_, y) => {
          const v = (plot.Y(0) - y) / (plot.Y(0) - plot.Y(1));
          write(model, name, withShare(model.get(name), i, Math.round(100 * Math.min(1, Math.max(0, v))) / 100));
        });
      });
  }

  // Widths from p, heights from q; the dashed line is the height that p itself would give.
  function drawSkyline(p, q) {
    const surprise = (x) => (x > 0 ? -Math.log2(x) : Infinity);
    const finite = [...p, ...q].filter((x) => x > 0).map(surprise);
    const top = Math.min(8, Math.max(3, Math.ceil(Math.max(...finite) + 0.3)));
    const plot = axes(pictures, {
      x: [0, 1], y: [0, top], xTicks: [0, 0.25, 0.5, 0.75, 1],
      yTicks: Array.from({ length: top + 1 }, (_, k) => k).filter((k) => top < 6 || k % 2 === 0),
      xLabel: "width: p (dashed: height under p)", yLabel: "height: surprise of q, bits",
      describe: "Blocks as wide as p and as high as the surprise under q; dashed, the surprise under p",
    });
    let from = 0;
    p.forEach((x, i) => {
      const [tall, own] = [surprise(q[i]), surprise(x)];
      const cut = tall > top;
      const [left, right] = [plot.X(from), plot.X(from + x)];
      const [y, yOwn] = [plot.Y(Math.min(tall, top)), plot.Y(Math.min(own, top))];
      const label = tall === Infinity ? `${LETTERS[i]} ↑ ∞` : cut ? `${LETTERS[i]} ↑ ${show(tall, 1)}` : LETTERS[i];
      from += x;
      if (x === 0) return;
      plot.root.append(
        svg("rect", { x: left, y, width: right - left, height: plot.Y(0) - y, class: "x-wash-q" }),
        svg("path", { d: `M${left},${yOwn}H${right}`, class: "x-own" }),
      );
      if (right - left > 8)
        plot.root.append(svg("text", { x: (left + right) / 2, y: plot.Y(0) - 8, "text-anchor": "middle", class: "x-strong" }, label));
    });
  }

  function drawTable(values) {
    const cell = (key) => tag("td", { "data-value": key, class: key === "pq" ? "x-now" : "" }, show(values[key], 4));
    const head = (text, scope) => tag("th", { scope }, text);
    sums.append(
      tag("table", { class: "x-table" },
        tag("caption", {}, "bits a symbol"),
        tag("thead", {}, tag("tr", {}, tag("td"), head("code for p", "col"), head("code for q", "col"))),
        tag("tbody", {},
          tag("tr", {}, head("p sends", "row"), cell("pp"), cell("pq")),
          tag("tr", {}, head("q sends", "row"), cell("qp"), cell("qq")),
        ),
      ),
    );
  }

  // The ledger: what p costs anyway, and what the wrong code adds.
  function drawLedger(floor, bill) {
    const size = { width: 340, height: 118, left: 10, right: 330, y: 34, tall: 34 };
    const endless = bill === Infinity;
    const most = Math.max(3, Math.ceil(endless ? floor + 1 : bill));
    const X = (v) => size.left + (v / most) * (size.right - size.left);
    const end = endless ? size.right : X(bill);
    const words = `H(p) ${show(floor, 4)} + gap ${show(bill - floor, 4)} = H(p, q) ${show(bill, 4)} bits`;
    const picture = svg("svg", {
      viewBox: `0 0 ${size.width} ${size.height}`, class: "x-svg", role: "img", "aria-label": `The ledger: ${words}`,
    });
    for (let k = 0; k <= most; k++)
      picture.append(
        svg("path", { d: `M${X(k)},${size.y - 6}V${size.y + size.tall + 6}`, class: "x-grid" }),
        svg("text", { x: X(k), y: size.y + size.tall + 20, "text-anchor": "middle" }, String(k)),
      );
    picture.append(
      svg("text", { x: size.left, y: 18, class: "x-strong" }, "The ledger: H(p) + gap = H(p, q)"),
      svg("rect", { x: X(0), y: size.y, width: X(floor) - X(0), height: size.tall, class: "x-p" }),
      svg("rect", { x: X(floor), y: size.y, width: Math.max(0, end - X(floor)), height: size.tall, class: "x-q" }),
      svg("text", { x: (size.left + size.right) / 2, y: size.height - 4, "text-anchor": "middle" }, "bits a symbol"),
    );
    const inside = (from, to, text) => {
      if (to - from > 34)
        picture.append(svg("text", { x: (from + to) / 2, y: size.y + 22, "text-anchor": "middle", class: "x-on" }, text));
    };
    inside(X(0), X(floor), "H(p)");
    inside(X(floor), end, endless ? "gap → ∞" : "gap");
    sums.append(picture);
  }

  function drawChannel(p, q, k, bill, whole) {
    channel.replaceChildren();
    const seed = model.get("message");
    if (seed === 0) {
      sayChannel("Nothing is sent yet.");
      return;
    }
    const { words, symbols, blocks, running, bits, stuck, faithful } = transmit(p, q, k, seed);
    const opening = blocks.slice(0, 16 / k);
    const name = (block) => nameOf(block, q.length, k);
    const line = (label, texts, ending) => tag("p", {}, label, tag("code", {}, texts.join(" ") + ending));
    const part = tag("div", { class: "x-pictures" });
    if (stuck !== undefined) {
      const shown = symbols.slice(-16).map((i) => LETTERS[i]);
      channel.append(line("Message: ", symbols.length > 16 ? ["…", ...shown] : shown, " ← no word for this"));
      sayChannel(
        `Symbol number ${symbols.length} is ${LETTERS[stuck]}. The code of q has no word for it: ` +
          `the sender is stuck after ${bits.length} bits, and the bill is ∞.`,
      );
      root.dataset.sent = "inf";
      return;
    }
    channel.append(line("Message: ", opening.map(name), " …"), line("Sent: ", opening.map((b) => words[b] || "(empty)"), " …"), part);
    const counts = new Map(k === 1 ? q.map((_, i) => [i, 0]) : []);
    blocks.forEach((b) => counts.set(b, (counts.get(b) || 0) + 1));
    const often = k === 1 ? [...counts] : [...counts].sort((a, b) => b[1] - a[1]).slice(0, 6);
    const cells = (texts, kind) =>
      tag("tr", {}, ...texts.map((text, i) => (i ? tag(kind, kind === "th" ? { scope: "col" } : {}, text) : tag("th", { scope: kind === "th" ? "col" : "row" }, text))));
    part.append(
      tag("table", { class: "x-table" },
        tag("caption", {}, k === 1 ? "the code of q at work" : `the code of q at work: ${words.filter((w) => w !== null).length} words, the busiest`),
        tag("thead", {}, cells([k === 1 ? "symbol" : "block", "word", "sent", "bits"], "th")),
        tag("tbody", {}, ...often.map(([b, count]) =>
          cells([name(b), words[b] === null ? "none" : words[b] || "(empty)", `${count} ×`, String(count * (words[b] || "").length)], "td"),
        )),
      ),
    );
    const top = Math.max(1, whole, bill, ...running.map(([, v]) => v)) * 1.2;
    const plot = axes(part, {
      x: [1, COUNT], y: [0, top], xTicks: [1, 250, 500, 750, 1000], yTicks: Array.from({ length: Math.floor(top) + 1 }, (_, v) => v),
      xLabel: "symbols sent", yLabel: "bits a symbol, so far", height: 200,
      describe: `The running average of bits a symbol ends at ${show(bits.length / COUNT, 3)}`,
    });
    plot.root.append(
      svg("path", { d: plot.line([[1, bill], [COUNT, bill]]), class: "x-own" }),
      svg("path", { d: plot.line(running), class: "x-line-q" }),
      svg("text", { x: plot.X(COUNT) - 2, y: plot.Y(0) - 8, "text-anchor": "end" }, "dashed: H(p, q)"),
    );
    root.dataset.sent = String(bits.length);
    sayChannel(
      `${COUNT} symbols took ${bits.length} bits, ${show(bits.length / COUNT, 3)} a symbol. ` +
        `This code: ${show(whole, 4)} expected. Lengths of exactly −log₂ q: ${show(bill, 4)}.` +
        (faithful ? " The receiver, who has only the code, read every symbol back." : " The receiver read something else!"),
    );
  }

  function draw() {
    const p = model.get("p");
    const q = model.get("q");
    if (p.length !== q.length) return; // both are on their way
    if (syncs.length !== 2 * p.length) makeSliders(p.length);
    syncs.forEach((sync) => sync());
    const floor = entropy(p);
    const bill = crossEntropy(p, q);
    const k = Number(model.get("block"));
    const lengths = huffmanLengths(blocksOf(q, k));
    const whole = bill === Infinity ? bill : blocksOf(p, k).reduce((sum, x, i) => sum + x * lengths[i], 0) / k;
    pictures.replaceChildren();
    sums.replaceChildren();
    drawBars(p, q);
    drawSkyline(p, q);
    drawTable({ pp: floor, pq: bill, qp: crossEntropy(q, p), qq: entropy(q) });
    drawLedger(floor, bill);
    drawChannel(p, q, k, bill, whole);
    put("floor", `${show(floor, 4)} bits`);
    put("gap", `${show(bill - floor, 4)} bits`);
    put("bill", `${show(bill, 4)} bits`);
    put("whole", `${show(whole, 4)} bits`);
    root.dataset.p = JSON.stringify(p);
    root.dataset.q = JSON.stringify(q);
    const banned = q.findIndex((x, i) => x === 0 && p[i] > 0);
    const certain = p.indexOf(1);
    if (banned >= 0) say(`p sends ${LETTERS[banned]} now and then, and q gave it probability 0: no finite bill.`);
    else if (certain >= 0) say(`Only ${LETTERS[certain]} is ever sent. The bill is its surprise under q alone: the log-loss, ${show(bill, 4)} bits.`);
    else if (bill - floor < 0.00005) say(`q is p: nothing is wasted, and the bill is still H(p) = ${show(floor, 4)} bits.`);
    else say(`Symbols from p, lengths from q: ${show(bill, 4)} bits each, ${show(bill - floor, 4)} more than with a code for p.`);
  }

  // A new q from elsewhere is no longer the forbidden one.
  const settle = () => {
    if (!model.get("q").includes(0)) allowed = null;
    forbid.setAttribute("aria-pressed", String(allowed !== null));
    draw();
  };
  return follow(model, ["p", "q", "message", "block"], settle);
}
