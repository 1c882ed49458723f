import { bar } from "./bar.mjs";
import { frame } from "./frame.mjs";
import { crossEntropy, entropy, klDivergence } from "./measures.mjs";
import {
  bits,
  buttons,
  decimalsThatAdd,
  OWN_KEYS,
  readouts,
  show,
  tag,
  traitSlider,
  write,
} from "./ui.mjs";
import { fill, words } from "./words.mjs";

const say = words.coin;
const MOST = 20; // bits on the ruler
const BEAT = 60; // ms from one coin to the next
const FLIGHT = 400; // ms until a coin is as good as down
const moving = matchMedia("screen and (prefers-reduced-motion: no-preference)");
const shares = (p) => [p, 1 - p];

// A coin that one can turn over. `land` lets it come to lie on a side, after some half turns.
function coin(turn) {
  const disc = tag(
    "span",
    { class: "x-disc", "aria-hidden": "true" },
    tag("span", {}, say.sides[1]),
    tag("span", {}, say.sides[0]),
  );
  const button = tag("button", { type: "button", class: "x-coin", onclick: turn, ...OWN_KEYS });
  button.append(disc);
  return {
    button,
    land(side, turns, lift = 0, delay = 0) {
      if (!moving.matches) return;
      const end = side ? 0 : 180;
      const from = `translateY(${-lift}rem) rotateX(${end + 180 * turns}deg)`;
      const way = [{ transform: from }, { transform: `rotateX(${end}deg)` }];
      const easing = "cubic-bezier(0.25, 0.6, 0.35, 1)";
      disc.animate(way, { duration: 150 + 90 * turns, delay, easing, fill: "backwards" });
      if (lift) appear(button, delay);
    },
  };
}

// Let what is there be seen a little later only.
function appear(element, delay) {
  if (!moving.matches) return;
  element.animate([{ opacity: 0 }, { opacity: 1 }], { duration: 150, delay, fill: "backwards" });
}

// Thirteen tosses and a belief: how surprised are you, and how much of it is your own doing?
export function render({ model, el }) {
  const parts = frame(el, model, say);
  const { most } = model.get("controls").tosses;
  const tosses = () => model.get("tosses");
  const row = tag("div", { class: "x-coins", role: "group", "aria-label": say.row });
  const coins = Array.from({ length: most }, (_, i) =>
    coin(() => write(model, { tosses: tosses().map((x, j) => (j === i ? 1 - x : x)) })),
  );
  row.append(...coins.map(({ button }) => button));
  parts.root.querySelector(".x-title").after(tag("p", {}, say.lead));
  parts.scene.place.before(row);

  let thrown = 0; // coins from this one on are in the air
  // A full row starts anew: with one toss, or with as many as there are coins.
  const toss = (more) => {
    const kept = tosses().length < most ? tosses() : [];
    thrown = kept.length;
    write(model, { tosses: [...kept, ...more(most - kept.length)] });
  };
  const random = (left) => Array.from({ length: left }, () => Math.round(Math.random()));
  const toToss = buttons(parts.root, {
    [say.heads]: () => toss(() => [1]),
    [say.tails]: () => toss(() => [0]),
    [say.toss]: () => toss(random),
  });
  row.after(toToss);

  traitSlider(parts.handle, model, {
    name: "theta",
    label: say.theta,
    min: 0.01,
    max: 0.99,
    step: 0.01,
  });
  const put = readouts(parts.numbers, { total: say.total, floor: say.floor, gap: say.gap });
  parts.numbers.classList.add("x-sum");
  parts.more.append(tag("p", {}, say.names));
  const putMore = readouts(parts.more, {
    likelihood: say.likelihood,
    cross: say.cross,
    entropy: say.entropy,
    divergence: say.divergence,
  });

  let lying = [];
  function layCoins(seen) {
    coins.forEach(({ button, land }, i) => {
      const side = seen[i];
      const known = side !== undefined;
      button.dataset.side = known ? say.sides[side] : "";
      button.disabled = !known;
      const values = { n: i + 1, side: known ? say.spoken[side] : say.none };
      button.setAttribute("aria-label", fill(say.coin, values));
      if (!known) return;
      if (i >= thrown) land(side, 5, 1.2, BEAT * (i - thrown));
      else if (lying[i] !== side) land(side, 1);
    });
    lying = seen;
  }

  // The bar fills as the coins land, and splits when all of them lie.
  function fillBar(n) {
    if (thrown >= n) return;
    const at = (i) => BEAT * (i - thrown) + FLIGHT;
    const pieces = parts.scene.place.querySelectorAll("rect");
    pieces.forEach((piece, i) => {
      if (i >= thrown && i < n) appear(piece, at(i));
      if (i >= most && n > thrown + 1) appear(piece, at(n));
    });
  }

  return parts.show(() => {
    const [seen, theta] = [tosses(), model.get("theta")];
    const n = seen.length;
    const heads = seen.reduce((sum, x) => sum + x, 0);
    const best = shares(n ? heads / n : 0);
    const belief = shares(theta);
    const [cross, least, extra] = n
      ? [crossEntropy(best, belief), entropy(best), klDivergence(best, belief)]
      : [0, 0, 0];
    const [total, floor, gap] = [cross, least, extra].map((each) => n * each);
    layCoins(seen);
    const surprise = [1, 0].map((p) => crossEntropy(shares(p), belief));
    const blocks = Array.from({ length: most }, (_, i) => ({
      value: i < n ? surprise[1 - seen[i]] : 0,
      look: seen[i] ? "x-heads" : "x-tails",
    }));
    const split = [
      { value: floor, look: "x-wash" },
      { value: gap, look: "x-wash-q" },
    ];
    const digits = decimalsThatAdd(total, [floor, gap]);
    const sum = { total: show(total, digits), floor: show(floor, digits), gap: show(gap, digits) };
    parts.scene.draw((into) =>
      bar(into, {
        rows: [blocks, split],
        most: MOST,
        ticks: [0, 5, 10, 15, MOST].map((v) => [v, v === MOST ? bits(v, 0) : String(v)]),
        describe: fill(say.describe, { n, ...sum }),
      }),
    );
    fillBar(n);
    thrown = most;
    parts.root.dataset.tosses = JSON.stringify(seen);
    put("total", sum.total);
    put("floor", sum.floor);
    put("gap", bits(gap, digits));
    putMore("likelihood", bits(-total, 2));
    putMore("cross", bits(cross));
    putMore("entropy", bits(least));
    putMore("divergence", bits(extra));
    let sentence = gap < 0.005 ? say.best : say.price;
    if (n === 0) sentence = say.empty;
    parts.say(fill(sentence, { ...sum, theta: show(theta, 2) }));
  });
}
