import { beliefs, cost, fairCost, ownCost } from "./beliefs.mjs";
import { axes, dot, path } from "./picture.mjs";
import { forgetter, save, toText } from "./shelf.mjs";
import { bits, buttons, OWN_KEYS, readouts, show, tag, teller } from "./ui.mjs";
import { fill, words } from "./words.mjs";

const say = words.belief_ledger;
const BINS = 5;
const total = (list, f) => list.reduce((sum, belief) => sum + f(belief), 0);

// For each fifth of the scale: how many shares were stated there, their mean, and how often
// what they spoke of was true.
function calibration(list) {
  const bins = Array.from({ length: BINS }, () => ({ count: 0, stated: 0, happened: 0 }));
  for (const { shares, truth } of list)
    shares.forEach((share, i) => {
      const bin = bins[Math.min(BINS - 1, Math.floor((share / 100) * BINS))];
      bin.count += 1;
      bin.stated += share / 100;
      bin.happened += i === truth ? 1 : 0;
    });
  return bins
    .filter(({ count }) => count > 0)
    .map(({ count, stated, happened }) => [stated / count, happened / count, count]);
}

function drawCalibration(into, list) {
  const places = calibration(list);
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  const plot = axes(into, {
    height: 300,
    x: [0, 1],
    y: [0, 1],
    xTicks: ticks,
    yTicks: ticks,
    xLabel: say.stated,
    yLabel: say.happened,
    describe: places.length
      ? places
          .map(([x, y, n]) => fill(say.describe_bin, { x: show(x, 2), y: show(y, 2), n }))
          .join("; ")
      : say.describe_empty,
  });
  const diagonal = [
    [0, 0],
    [1, 1],
  ];
  plot.root.append(path(plot.line(diagonal), "x-guide"));
  for (const [x, y, n] of places)
    plot.root.append(dot(plot.X(x), plot.Y(y), 4 + 2 * Math.sqrt(n), "x-wash"));
}

// One of many can be forgotten alone; its question can then be answered anew.
function forgetOne(name, { question }, table) {
  const label = fill(say.forget_this, { question });
  const onclick = () => {
    const { [name]: _, ...others } = beliefs.read();
    beliefs.keep(others);
    table.focus();
  };
  return tag(
    "button",
    { type: "button", "aria-label": label, onclick, ...OWN_KEYS },
    say.forget_one,
  );
}

// What the bill is, and beside an endless one that of all other beliefs.
function bill(list, paid) {
  if (paid < Infinity) return bits(paid, 2);
  const others = list.filter((belief) => cost(belief) < Infinity);
  return fill(say.endless_paid, { rest: bits(total(others, cost), 2), n: others.length });
}

function drawTable(into, list) {
  const head = [say.question, say.share, say.paid, say.fair].map((text) =>
    tag("th", { scope: "col" }, text),
  );
  const rows = list.map(([name, belief]) =>
    tag(
      "tr",
      {},
      tag("th", { scope: "row" }, belief.question, " ", forgetOne(name, belief, into)),
      tag("td", {}, fill(say.percent, { share: Math.round(belief.shares[belief.truth]) })),
      tag("td", {}, bits(cost(belief), 2)),
      tag("td", {}, bits(fairCost(belief), 2)),
    ),
  );
  into.append(
    tag(
      "table",
      { class: "x-table x-beliefs" },
      tag("thead", {}, tag("tr", {}, ...head)),
      tag("tbody", {}, ...rows),
    ),
  );
}

function sentence(n, paid, fair, own) {
  if (n === 0) return say.none;
  if (paid === Infinity) return say.endless;
  const said = { paid: bits(paid, 2), fair: bits(fair, 2), own: bits(own, 2) };
  if (paid > fair) return fill(say.worse, said);
  return fill(paid > 1.25 * own ? say.too_sure : say.better, said);
}

// All that a reader has believed, and what it cost.
export function render({ el }) {
  const root = tag("div", { class: "x-frame", role: "group", "aria-label": say.title });
  el.append(root);
  const put = readouts(root, {
    paid: say.all_paid,
    fair: say.all_fair,
    own: say.all_own,
    count: say.count,
  });
  const tell = teller(root);
  const picture = tag("div", { class: "x-pictures" });
  const table = tag("div", { class: "x-scroll", tabindex: -1 });
  root.append(picture, tag("p", {}, say.few), table);
  const file = tag("input", {
    type: "file",
    accept: "application/json",
    hidden: true,
    "aria-label": say.import,
    onchange: async () => {
      const found = beliefs.fromText(await file.files[0].text());
      file.value = "";
      if (found) beliefs.keep({ ...beliefs.read(), ...found });
      else tell(say.unreadable);
    },
  });
  const row = buttons(root, {
    [say.export]: () => save("beliefs.json", "application/json", toText(beliefs.read())),
    [say.import]: () => file.click(),
    [say.forget]: forgetter(beliefs, say.forget, say.really),
  });
  row.append(file);
  root.append(tag("p", {}, say.device));

  function draw() {
    const named = Object.entries(beliefs.read()).sort(([, a], [, b]) => a.when - b.when);
    const list = named.map(([, belief]) => belief);
    const [paid, fair, own] = [cost, fairCost, ownCost].map((f) => total(list, f));
    put("paid", bill(list, paid));
    put("fair", bits(fair, 2));
    put("own", bits(own, 2));
    put("count", String(list.length));
    tell(sentence(list.length, paid, fair, own));
    picture.replaceChildren();
    table.replaceChildren();
    drawCalibration(picture, list);
    if (list.length) drawTable(table, named);
  }
  draw();
  return beliefs.follow(draw);
}
