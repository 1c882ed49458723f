import { ledger } from "./ledger.mjs";
import { crossEntropy, entropy, huffmanLengths, huffmanTree } from "./measures.mjs";
import { axes, dragBar, path, words } from "./picture.mjs";
import {
  bits,
  buttons,
  choice,
  follow,
  frame,
  randomFrom,
  readouts,
  show,
  slider,
  tag,
  teller,
  withShare,
  write,
} from "./ui.mjs";

const LETTERS = "abcdef";
const COUNT = 1000; // symbols in a message

// The words of a tree: left branch 0, right branch 1; no word for what is not in it.
function wordsOf(tree, size) {
  const codeWords = Array(size).fill(null);
  const walk = (node, word) => {
    if (Array.isArray(node)) node.forEach((branch, bit) => walk(branch, word + bit));
    else codeWords[node] = word;
  };
  walk(tree, "");
  return codeWords;
}

// What a receiver does who knows the tree alone: walk down, write a symbol, start again.
function decode(sent, tree) {
  const symbols = [];
  let node = tree;
  for (const bit of sent) {
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
  Array.from({ length: k }).reduce(
    (shares) => shares.flatMap((share) => q.map((x) => share * x)),
    [1],
  );

const nameOf = (block, size, k) => {
  const digit = (i) => Math.floor(block / size ** (k - 1 - i)) % size;
  return Array.from({ length: k }, (_, i) => LETTERS[digit(i)]).join("");
};

// Draw symbols from p and encode them, k to a word, until the message or the code ends.
function transmit(p, q, k, seed) {
  const random = randomFrom(seed);
  const tree = huffmanTree(blocksOf(q, k));
  const codeWords = wordsOf(tree, q.length ** k);
  const last = p.reduce((best, x, i) => (x > 0 ? i : best), 0);
  const symbols = [];
  const blocks = [];
  const running = [];
  let sent = "";
  let block = 0;
  for (let n = 1; n <= COUNT; n++) {
    let u = random();
    let symbol = 0;
    while (symbol < last && u >= p[symbol]) u -= p[symbol++];
    symbols.push(symbol);
    if (q[symbol] === 0) return { codeWords, symbols, blocks, running, sent, stuck: symbol };
    block = block * q.length + symbol;
    if (n % k) continue;
    blocks.push(block);
    sent += codeWords[block];
    running.push([n, sent.length / n]);
    block = 0;
  }
  const back = Array.isArray(tree) ? decode(sent, tree) : blocks;
  const faithful = back.length === blocks.length && back.every((b, i) => b === blocks[i]);
  return { codeWords, symbols, blocks, running, sent, faithful };
}

const line = (label, texts, ending) =>
  tag("p", {}, label, tag("code", {}, texts.join(" ") + ending));

// The words of the code: all of them for single symbols, the six busiest for blocks.
function drawWords(part, { codeWords, blocks }, size, k) {
  const single = k === 1;
  const counts = new Map(single ? codeWords.map((_, i) => [i, 0]) : []);
  for (const block of blocks) counts.set(block, (counts.get(block) || 0) + 1);
  const busiest = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 6);
  const made = codeWords.filter((word) => word !== null).length;
  const head = [single ? "symbol" : "block", "word", "sent", "bits"].map((text) =>
    tag("th", { scope: "col" }, text),
  );
  const rows = (single ? [...counts] : busiest).map(([block, count]) => {
    const word = codeWords[block];
    const length = (word || "").length;
    return tag(
      "tr",
      {},
      tag("th", { scope: "row" }, nameOf(block, size, k)),
      tag("td", {}, word === null ? "none" : word || "(empty)"),
      tag("td", {}, `${count} ×`),
      tag("td", {}, String(count * length)),
    );
  });
  const title = "the code of q at work";
  part.append(
    tag(
      "table",
      { class: "x-table" },
      tag("caption", {}, single ? title : `${title}: ${made} words, the busiest`),
      tag("thead", {}, tag("tr", {}, ...head)),
      tag("tbody", {}, ...rows),
    ),
  );
}

function sentence(p, q, floor, bill) {
  const banned = q.findIndex((x, i) => x === 0 && p[i] > 0);
  if (banned >= 0)
    return `p sends ${LETTERS[banned]} now and then, and q gave it probability 0: no finite bill.`;
  const certain = p.indexOf(1);
  if (certain >= 0)
    return (
      `Only ${LETTERS[certain]} is ever sent. The bill is its surprise under q alone: ` +
      `the log-loss, ${bits(bill)}.`
    );
  if (bill - floor < 0.00005)
    return `q is p: nothing is wasted, and the bill is still H(p) = ${bits(floor)}.`;
  return (
    `Symbols from p, lengths from q: ${bits(bill)} each, ` +
    `${show(bill - floor, 4)} more than with a code for p.`
  );
}

export function render({ model, el }) {
  const root = frame(el, "Whose code is it?");
  const current = () => ({ p: [...model.get("p")], q: [...model.get("q")] });
  const first = current();
  let allowed = null; // q as it was before a symbol was forbidden
  const row = buttons(root, {
    "Start again": () => write(model, { p: [...first.p], q: [...first.q] }),
    "Fair coin, odd belief": () => write(model, { p: [0.5, 0.5], q: [0.2, 0.8] }),
    "A certain label": () => write(model, { p: [0, 1, 0], q: [0.2, 0.7, 0.1] }),
    "Swap p and q": () => {
      const { p, q } = current();
      write(model, { p: q, q: p });
    },
    "Let q be p": () => write(model, { q: current().p }),
    "Forbid one": () => {
      const { p, q } = current();
      if (allowed) {
        write(model, { q: allowed });
        return;
      }
      const open = q.map((_, i) => i).filter((i) => q[i] > 0 && q[i] < 1);
      const at = open.filter((i) => p[i] > 0).pop() ?? open.pop();
      if (at === undefined) return; // q is certain already
      allowed = q;
      write(model, { q: withShare(q, at, 0) });
    },
  });
  const forbid = row.children[5];
  const pictures = tag("div", { class: "x-pictures" });
  const controls = tag("div", { class: "x-pair" });
  const sums = tag("div", { class: "x-pictures" });
  root.append(pictures, controls, sums);
  const put = readouts(root, {
    floor: "H(p)",
    gap: "the gap",
    bill: "H(p, q)",
    whole: "Huffman code for q: Σ p · length",
  });
  const say = teller(root);
  choice(root, model, {
    name: "block",
    label: "One word of the code stands for",
    options: { 1: "1 symbol", 2: "2 symbols", 4: "4 symbols" },
  });
  buttons(root, {
    [`Send ${COUNT} symbols`]: () => write(model, { message: model.get("message") + 1 }),
  });
  const channel = tag("div");
  const sayChannel = teller(root);
  root.append(channel);
  let syncs = [];

  function makeSliders(n) {
    controls.replaceChildren();
    syncs = ["p", "q"].flatMap((name) => {
      const group = tag("fieldset", { class: `x-group x-group-${name}` });
      group.append(
        tag("legend", {}, name === "p" ? "p: what is sent" : "q: what the code expects"),
      );
      controls.append(group);
      return Array.from({ length: n }, (_, i) =>
        slider(group, {
          name: `${name}${i + 1}`,
          label: `${name}(${LETTERS[i]})`,
          min: 0,
          max: 1,
          step: 0.01,
          get: () => model.get(name)[i],
          set: (v) => write(model, { [name]: withShare(model.get(name), i, v) }),
          spoken: (v) => show(v, 2),
        }),
      );
    });
  }

  function drawBars(p, q) {
    const said = p.map((x, i) => `${LETTERS[i]} ${show(x, 2)} and ${show(q[i], 2)}`);
    const plot = axes(pictures, {
      x: [0.4, p.length + 0.6],
      y: [0, 1],
      xTicks: p.map((_, i) => [i + 1, LETTERS[i]]),
      yTicks: [0, 0.5, 1],
      xLabel: "symbol (left bar p, right bar q)",
      yLabel: "probability",
      describe: `Pairs of bars, p and q: ${said.join(", ")}`,
    });
    for (const [name, values, side] of [
      ["p", p, -0.36],
      ["q", q, 0],
    ])
      values.forEach((value, i) => {
        const from = i + 1 + side;
        dragBar(plot, {
          from,
          to: from + 0.36,
          value,
          look: `x-${name}`,
          name: `${name}${i + 1}`,
          gap: 2,
          move: (v) => write(model, { [name]: withShare(model.get(name), i, v) }),
        });
      });
  }

  // Widths from p, heights from q; the dashed line is the height that p itself would give.
  function drawSkyline(p, q) {
    const surprise = (x) => (x > 0 ? -Math.log2(x) : Infinity);
    const finite = [...p, ...q].filter((x) => x > 0).map(surprise);
    const top = Math.min(8, Math.max(3, Math.ceil(Math.max(...finite) + 0.3)));
    const levels = Array.from({ length: top + 1 }, (_, k) => k);
    const plot = axes(pictures, {
      x: [0, 1],
      y: [0, top],
      xTicks: [0, 0.25, 0.5, 0.75, 1],
      yTicks: levels.filter((k) => top < 6 || k % 2 === 0),
      xLabel: "width: p (dashed: height under p)",
      yLabel: "height: surprise of q, bits",
      describe:
        "Blocks as wide as p and as high as the surprise under q; " +
        "dashed, the surprise under p",
    });
    let from = 0;
    p.forEach((x, i) => {
      const [tall, own] = [surprise(q[i]), surprise(x)];
      const to = from + x;
      if (x > 0) {
        plot.root.append(
          plot.bar(from, to, Math.min(tall, top), "x-wash-q"),
          path(`M${plot.X(from)},${plot.Y(Math.min(own, top))}H${plot.X(to)}`, "x-own"),
        );
        const label = tall > top ? `${LETTERS[i]} ↑ ${show(tall, 1)}` : LETTERS[i];
        const said = { anchor: "middle", look: "x-strong" };
        if (plot.X(to) - plot.X(from) > 8)
          plot.root.append(words(plot.X((from + to) / 2), plot.Y(0) - 8, label, said));
      }
      from = to;
    });
  }

  function drawTable(values) {
    const cell = (key) =>
      tag("td", { "data-value": key, class: key === "pq" ? "x-now" : "" }, show(values[key], 4));
    const head = (text, scope) => tag("th", { scope }, text);
    sums.append(
      tag(
        "table",
        { class: "x-table" },
        tag("caption", {}, "bits a symbol"),
        tag(
          "thead",
          {},
          tag("tr", {}, tag("td"), head("code for p", "col"), head("code for q", "col")),
        ),
        tag(
          "tbody",
          {},
          tag("tr", {}, head("p sends", "row"), cell("pp"), cell("pq")),
          tag("tr", {}, head("q sends", "row"), cell("qp"), cell("qq")),
        ),
      ),
    );
  }

  // The ledger: what p costs anyway, and what the wrong code adds.
  function drawLedger(floor, bill) {
    const endless = bill === Infinity;
    const most = Math.max(3, Math.ceil(endless ? floor + 1 : bill));
    const gap = show(bill - floor, 4);
    const { root: drawing, X } = ledger(sums, {
      height: 118,
      most,
      ticks: Array.from({ length: most + 1 }, (_, k) => k),
      bars: [
        {
          y: 34,
          tall: 34,
          parts: [
            { value: floor, look: "x-p", name: "H(p)" },
            { value: bill - floor, look: "x-q", name: endless ? "gap → ∞" : "gap" },
          ],
        },
      ],
      describe: `The ledger: H(p) ${show(floor, 4)} + gap ${gap} = H(p, q) ${bits(bill)}`,
    });
    drawing.append(
      words(X(0), 18, "The ledger: H(p) + gap = H(p, q)", { look: "x-strong" }),
      words(X(most / 2), 114, "bits a symbol", { anchor: "middle" }),
    );
  }

  function drawChannel(p, q, k, bill, whole) {
    channel.replaceChildren();
    const seed = model.get("message");
    if (seed === 0) {
      sayChannel("Nothing is sent yet.");
      return;
    }
    const message = transmit(p, q, k, seed);
    if (message.stuck !== undefined) tellStuck(message);
    else tellSent(message, q, k, bill, whole);
  }

  function tellStuck({ symbols, sent, stuck }) {
    const last = symbols.slice(-16).map((i) => LETTERS[i]);
    if (symbols.length > 16) last.unshift("…");
    channel.append(line("Message: ", last, " ← no word for this"));
    root.dataset.sent = "inf";
    sayChannel(
      `Symbol number ${symbols.length} is ${LETTERS[stuck]}. The code of q has no word for it: ` +
        `the sender is stuck after ${sent.length} bits, and the bill is ∞.`,
    );
  }

  function tellSent(message, q, k, bill, whole) {
    const { codeWords, blocks, sent, faithful } = message;
    const opening = blocks.slice(0, 16 / k);
    const names = opening.map((block) => nameOf(block, q.length, k));
    const part = tag("div", { class: "x-pictures" });
    channel.append(
      line("Message: ", names, " …"),
      line(
        "Sent: ",
        opening.map((b) => codeWords[b] || "(empty)"),
        " …",
      ),
      part,
    );
    drawWords(part, message, q.length, k);
    drawRunning(part, message, bill, whole);
    root.dataset.sent = String(sent.length);
    sayChannel(
      `${COUNT} symbols took ${sent.length} bits, ${show(sent.length / COUNT)} a symbol. ` +
        `This code: ${show(whole, 4)} expected. ` +
        `Lengths of exactly −log₂ q: ${show(bill, 4)}. ` +
        (faithful
          ? "The receiver, who has only the code, read every symbol back."
          : "The receiver read something else!"),
    );
  }

  function drawRunning(part, { running, sent }, bill, whole) {
    const top = Math.max(1, whole, bill, ...running.map(([, v]) => v)) * 1.2;
    const plot = axes(part, {
      x: [1, COUNT],
      y: [0, top],
      xTicks: [1, 250, 500, 750, 1000],
      yTicks: Array.from({ length: Math.floor(top) + 1 }, (_, v) => v),
      xLabel: "symbols sent",
      yLabel: "bits a symbol, so far",
      height: 200,
      describe: `The running average of bits a symbol ends at ${show(sent.length / COUNT)}`,
    });
    plot.root.append(
      path(
        plot.line([
          [1, bill],
          [COUNT, bill],
        ]),
        "x-own",
      ),
      path(plot.line(running), "x-line-q"),
      words(plot.X(COUNT) - 2, plot.Y(0) - 8, "dashed: H(p, q)", { anchor: "end" }),
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
    const expected = blocksOf(p, k).reduce((sum, x, i) => sum + x * lengths[i], 0) / k;
    const whole = bill === Infinity ? bill : expected;
    pictures.replaceChildren();
    sums.replaceChildren();
    drawBars(p, q);
    drawSkyline(p, q);
    drawTable({ pp: floor, pq: bill, qp: crossEntropy(q, p), qq: entropy(q) });
    drawLedger(floor, bill);
    drawChannel(p, q, k, bill, whole);
    put("floor", bits(floor));
    put("gap", bits(bill - floor));
    put("bill", bits(bill));
    put("whole", bits(whole));
    root.dataset.p = JSON.stringify(p);
    root.dataset.q = JSON.stringify(q);
    say(sentence(p, q, floor, bill));
  }

  // A new q from elsewhere is no longer the forbidden one.
  const settle = () => {
    if (!model.get("q").includes(0)) allowed = null;
    forbid.setAttribute("aria-pressed", String(allowed !== null));
    draw();
  };
  return follow(model, ["p", "q", "message", "block"], settle);
}
