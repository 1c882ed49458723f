import { frame } from "./frame.mjs";
import { crossEntropy, entropy } from "./measures.mjs";
import { axes, dragBar, label, path, picture } from "./picture.mjs";
import {
  bits,
  buttons,
  listSliders,
  randomFrom,
  readouts,
  show,
  svg,
  tag,
  withShare,
  write,
} from "./ui.mjs";
import { fill, words } from "./words.mjs";

const say = words.whose_code;
const LETTERS = "abcdef";
const COUNT = 200; // symbols in a message
const SECONDS = 5; // that it takes
const surprise = (x) => (x > 0 ? -Math.log2(x) : Infinity);

// The symbols of a message that follows p: the same seed, the same symbols.
function drawn(p, seed) {
  const random = randomFrom(seed);
  const last = p.findLastIndex((x) => x > 0); // rounding may leave a rest
  return Array.from({ length: COUNT }, () => {
    let u = random();
    let i = 0;
    while (i < last && u >= p[i]) u -= p[i++];
    return i;
  });
}

// The bits that wait after each symbol: it brings its surprise, the line carries `rate` away.
function queue(symbols, shares, rate) {
  let wait = 0;
  return symbols.map((i) => (wait = Math.max(0, wait + surprise(shares[i]) - rate)));
}

// So much of a message as is sent: until it ends, or a symbol comes that has no word.
function transmit(p, q, seed, sent) {
  const all = drawn(p, seed);
  const stuck = all.findIndex((i) => q[i] === 0);
  const end = stuck < 0 ? COUNT : stuck + 1;
  const n = Math.min(sent, end);
  const rate = entropy(p);
  const [wrong, honest] = [q, p].map((shares) => queue(all.slice(0, end), shares, rate));
  const most = Math.max(1, ...wrong.filter(Number.isFinite), ...honest);
  const at = (waiting, k) => (k > 0 ? waiting[k - 1] : 0);
  const symbols = all.slice(0, n);
  // Stuck, the bits before still wait.
  const halted = n - 1 === stuck ? all[stuck] : undefined;
  const pile = at(wrong, halted === undefined ? n : n - 1);
  return { symbols, wrong: at(wrong, n), honest: at(honest, n), pile, most, halted };
}

// Bits as little squares, so many across, row by row.
function squares(count, side, across) {
  const tall = 0.8 * side; // the rest is the gap to the next
  const square = (k, wide) =>
    `M${(k % across) * side},${Math.floor(k / across) * side}h${wide}v${tall}h${-wide}z`;
  const full = Math.floor(count);
  const all = Array.from({ length: full }, (_, k) => square(k, tall));
  return all.join("") + square(full, (tall * (count - full)).toFixed(2));
}

export const fits = ({ p, q }) => p.length === q.length;

// What is sent and what the code expects: the bits that this wastes, and where they wait.
export function render({ model, el }) {
  const parts = frame(el, model, say);
  const put = readouts(parts.numbers, { gap: say.gap });
  // Of the message of that seed so many symbols are sent; of any other, all.
  let stream = { seed: 0, sent: COUNT };
  buttons(parts.handle, { [fill(say.send, { n: COUNT })]: send });
  buttons(parts.more, {
    [say.equal]: () => write(model, { q: [...model.get("p")] }),
    [say.swap]: () => write(model, { p: [...model.get("q")], q: [...model.get("p")] }),
  });
  const putMore = readouts(parts.more, { floor: say.floor, bill: say.bill });
  const pair = parts.more.appendChild(tag("div", { class: "x-pair" }));
  for (const [name, legend] of [
    ["q", say.belief],
    ["p", say.truth],
  ]) {
    const sliders = tag("div");
    pair.append(
      tag("fieldset", { class: `x-group x-group-${name}` }, tag("legend", {}, legend), sliders),
    );
    listSliders(sliders, model, {
      name,
      label: (i) => fill(say[name], { name: LETTERS[i] }),
      change: (i, v) => ({ [name]: withShare(model.get(name), i, v) }),
      spoken: (v) => show(v, 2),
    });
  }

  function drawBars(into, p, q) {
    const said = p.map((x, i) => ({ name: LETTERS[i], p: show(x, 2), q: show(q[i], 2) }));
    const bars = said.map((one) => fill(say.describe_bar, one)).join(", ");
    const plot = axes(into, {
      height: 190,
      x: [0.4, p.length + 0.6],
      y: [0, 1],
      xTicks: p.map((_, i) => [i + 1, LETTERS[i]]),
      yTicks: [0, 0.5, 1],
      xLabel: say.symbol,
      yLabel: say.probability,
      describe: fill(say.describe_bars, { bars }),
    });
    p.forEach((x, i) => {
      plot.root.append(plot.bar(i + 0.64, i + 0.99, x, "x-p"));
      const move = (v) => write(model, { q: withShare(model.get("q"), i, v) });
      const [from, to] = [i + 1.01, i + 1.36];
      dragBar(plot, { from, to, value: q[i], look: "x-q", name: `q${i + 1}`, move });
    });
  }

  // What was sent last, and the bits that wait: in the code of q, and in p's own.
  function drawQueues(into, p, q) {
    const seed = model.get("message");
    const sent = seed === stream.seed ? stream.sent : COUNT;
    const message = seed ? transmit(p, q, seed, sent) : transmit(p, q, 1, 0);
    const { symbols, wrong, honest, most, halted } = message;
    const drawing = picture(into, {
      height: 166,
      describe: fill(say.describe_queue, { wrong: show(wrong, 1), honest: show(honest, 1) }),
    });
    const last = symbols.slice(-13).map((i) => LETTERS[i]);
    drawing.append(
      label(0, 13, seed ? say.tape : fill(say.line, { rate: show(entropy(p)) })),
      label(332, 13, last.join("  "), { anchor: "end", look: "x-strong" }),
    );
    const side =
      [14, 10, 7, 5, 3.5, 2.5].find((s) => most <= Math.floor(332 / s) * Math.floor(42 / s)) ?? 2;
    const across = Math.floor(332 / side);
    const lane = (y, name, look, pile, note) =>
      drawing.append(
        label(0, y, name),
        label(332, y, note, { anchor: "end", look: "x-strong" }),
        svg("rect", { x: 0, y: y + 6, width: 332, height: 46, class: "x-lane" }),
        svg("g", { transform: `translate(2 ${y + 9})` }, path(squares(pile, side, across), look)),
      );
    const waits = (n) => fill(say.waits, { n: show(n, 1) });
    const stuck = halted === undefined ? undefined : fill(say.no_word, { name: LETTERS[halted] });
    lane(36, say.in_q, "x-q", message.pile, stuck ?? waits(wrong));
    lane(106, say.in_p, "x-p", honest, waits(honest));
    parts.root.dataset.message = symbols.map((i) => LETTERS[i]).join("");
    return seed ? message : undefined;
  }

  // Widths from p, heights from q; the dashed line is the height that p itself would give.
  function drawSkyline(into, p, q) {
    const finite = [...p, ...q].filter((x) => x > 0).map(surprise);
    const top = Math.min(8, Math.max(3, Math.ceil(Math.max(...finite) + 0.3)));
    const levels = Array.from({ length: top + 1 }, (_, k) => k);
    const plot = axes(into, {
      height: 300,
      x: [0, 1],
      y: [0, top],
      xTicks: [0, 0.25, 0.5, 0.75, 1],
      yTicks: levels.filter((k) => top < 6 || k % 2 === 0),
      xLabel: say.width,
      yLabel: say.height,
      describe: say.describe_blocks,
    });
    let from = 0;
    p.forEach((x, i) => {
      const to = from + x;
      const tall = surprise(q[i]);
      const own = plot.Y(Math.min(surprise(x), top));
      const over = fill(say.above, { name: LETTERS[i], bits: show(tall, 1) });
      const name = tall > top ? over : LETTERS[i];
      const said = { anchor: "middle", look: "x-strong" };
      plot.root.append(
        plot.bar(from, to, x > 0 ? Math.min(tall, top) : 0, "x-wash-q"),
        path(`M${plot.X(from)},${own}H${plot.X(to)}`, "x-own"),
        label(plot.X((from + to) / 2), plot.Y(0) - 8, x > 0.03 ? name : "", said),
      );
      from = to;
    });
  }

  function told(p, q, floor, bill, message) {
    if (message?.halted !== undefined)
      return fill(say.stuck, { n: message.symbols.length, name: LETTERS[message.halted] });
    const banned = q.findIndex((x, i) => x === 0 && p[i] > 0);
    if (banned >= 0) return fill(say.forbidden, { name: LETTERS[banned] });
    if (message && message.symbols.length < COUNT) return fill(say.sending, { n: COUNT });
    if (message) {
      const [wrong, honest] = [message.wrong, message.honest].map((n) => show(n, 1));
      const n = message.symbols.length;
      return fill(say.queues, { n, wrong, honest, gaps: show(n * (bill - floor), 1) });
    }
    const certain = p.indexOf(1);
    if (certain >= 0) return fill(say.certain, { name: LETTERS[certain], bill: show(bill) });
    if (bill - floor < 0.0005) return fill(say.same, { floor: show(floor) });
    return fill(say.extra, { bill: show(bill), gap: show(bill - floor) });
  }

  function draw() {
    const [p, q] = [model.get("p"), model.get("q")];
    if (!fits({ p, q })) return; // both are on their way
    const [floor, bill] = [entropy(p), crossEntropy(p, q)];
    let message;
    parts.scene.draw((into) => {
      drawBars(into, p, q);
      message = drawQueues(into, p, q);
    });
    parts.second.draw((into) => drawSkyline(into, p, q));
    put("gap", bits(bill - floor, 3));
    putMore("floor", bits(floor));
    putMore("bill", bits(bill));
    parts.root.dataset.p = JSON.stringify(p);
    parts.root.dataset.q = JSON.stringify(q);
    parts.say(told(p, q, floor, bill, message));
  }

  // The next message: its symbols arrive one after the other, unless motion is unwelcome.
  function send() {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const mine = { seed: model.get("message") + 1, sent: calm ? COUNT : 1 };
    stream = mine;
    write(model, { message: mine.seed });
    const start = performance.now();
    const step = (now) => {
      if (stream !== mine) return;
      const part = model.get("message") === mine.seed ? (now - start) / 1000 / SECONDS : 1;
      mine.sent = Math.max(1, Math.min(COUNT, Math.round(COUNT * part)));
      draw();
      if (mine.sent < COUNT) requestAnimationFrame(step);
    };
    if (!calm) requestAnimationFrame(step);
  }

  return parts.show(draw);
}
