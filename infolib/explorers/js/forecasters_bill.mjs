import { frame } from "./frame.mjs";
import { crossEntropy } from "./measures.mjs";
import { axes, drag, handle, knob, label, path, picture } from "./picture.mjs";
import {
  buttons,
  choice,
  randomFrom,
  readouts,
  show,
  slider,
  snap,
  svg,
  traitSlider,
  write,
} from "./ui.mjs";
import { stage } from "./stage.mjs";
import { fill, words } from "./words.mjs";

const say = words.forecasters_bill;
const DAYS = 20;
const coin = (x) => [x, 1 - x];
// What a forecast of q costs on average where rain has chance p.
const SCORES = {
  log: (p, q) => crossEntropy(coin(p), coin(q)),
  absolute: (p, q) => p * (1 - q) + (1 - p) * q,
};
const HIGHEST = { log: 30, absolute: 15 }; // of the bills that the picture can show
const [LEFT, RIGHT] = [40, 330];
const DAY = (RIGHT - LEFT) / DAYS;
const day = (i) => LEFT + i * DAY;
const SHARE = (q) => 92 - 80 * q; // where a forecast of q is drawn
const SKY = 98; // where the weather is drawn
const [TOP, LOW] = [132, 236]; // the ends of the axis of the bills

const sum = (values) => values.reduce((total, value) => total + value, 0);
const inUnit = (score, value, digits = 3) =>
  score === "log" ? fill(words.common.bits, { n: show(value, digits) }) : show(value, digits);

function weatherOf(p, seed) {
  const random = randomFrom(seed);
  return Array.from({ length: DAYS }, () => random() < p);
}

// Twenty days against a rival who says what both know: who pays less?
export function render({ model, el }) {
  const parts = frame(el, model, say);
  const said = () => model.get("said");
  const announce = (times) => {
    const days = Math.min(times, DAYS - said().length);
    write(model, { said: [...said(), ...Array(days).fill(Math.round(100 * model.get("q")))] });
  };
  traitSlider(parts.handle, model, { name: "q", label: say.q, min: 0, max: 1, step: 0.01 });
  const row = buttons(parts.handle, {
    [say.announce]: () => announce(1),
    [say.all]: () => announce(DAYS),
    [say.weather]: () => write(model, { weather: model.get("weather") + 1, said: [] }),
  });
  const announcing = [...row.children].slice(0, 2);
  const put = readouts(parts.numbers, { more: say.more });
  choice(parts.more, model, { name: "score", label: say.score, options: say.scores });
  // Another chance of rain, or other weather, is another game.
  const sync = slider(parts.more, {
    name: "p",
    label: say.p,
    min: 0,
    max: 1,
    step: 0.05,
    get: () => model.get("p"),
    set: (p) => write(model, { p: snap(p, 0, 1, 20), said: [] }),
  });
  const bowl = stage(parts.more);
  const putMore = readouts(parts.more, { bill: say.bill, honest: say.honest, extra: say.extra });

  // Above, what was announced and what came; below, what it cost so far.
  function drawDays(into, { p, q, wet, yours, theirs, score, describe }) {
    const n = yours.length;
    const drawing = picture(into, { height: 250, describe });
    const to = (_, y) => write(model, { q: snap((92 - y) / 80) });
    const most = HIGHEST[score];
    const Y = (bill) => LOW - (Math.min(bill, most) / most) * (LOW - TOP);
    for (const v of [0, 0.5, 1])
      drawing.append(
        path(`M${LEFT},${SHARE(v)}H${RIGHT}`, "x-grid"),
        label(LEFT - 6, SHARE(v) + 4, String(v), { anchor: "end" }),
      );
    for (const v of [0, most / 3, (2 * most) / 3, most])
      drawing.append(
        path(`M${LEFT},${Y(v)}H${RIGHT}`, "x-grid"),
        label(LEFT - 6, Y(v) + 4, String(v), { anchor: "end" }),
      );
    // A bill after each day; after the last one that was lived it stays.
    const bills = (costs) => {
      const totals = Array.from({ length: DAYS + 1 }, (_, i) => sum(costs.slice(0, i)));
      return `M${totals.map((v, i) => `${day(Math.min(i, n))},${Y(v).toFixed(2)}`).join("L")}`;
    };
    for (let i = 0; i < DAYS; i++) {
      const now = i === n ? q : 0;
      const shown = i < n ? said()[i] / 100 : now;
      const column = { x: day(i) + 1, width: DAY - 2 };
      const sky = { ...column, y: SKY, height: 12, rx: 2 };
      const came = wet[i] ? "x-p" : "x-node";
      drawing.append(
        svg("rect", { ...column, y: SHARE(shown), height: 92 - SHARE(shown), class: "x-wash-q" }),
        svg("rect", { ...sky, class: i < n ? came : "x-later" }),
      );
    }
    drawing.append(
      path(`M${LEFT},${SHARE(p)}H${RIGHT}`, "x-own"),
      path(bills(theirs), "x-line"),
      path(bills(yours), "x-line-q"),
      label(LEFT + 8, TOP + 14, fill(say.you, { n: show(sum(yours), 2) }), { look: "x-say-q" }),
      label(LEFT + 8, TOP + 31, fill(say.rival, { n: show(sum(theirs), 2) }), { look: "x-say-p" }),
      label(RIGHT, 124, say.wet_dry, { anchor: "end" }),
    );
    const area = { x: LEFT, y: 4, width: RIGHT - LEFT, height: 92, "fill-opacity": 0 };
    if (n === DAYS) return;
    drawing.append(drag(svg("rect", area), "tap", to));
    knob(drawing, day(n) + DAY / 2, SHARE(q), "y", to);
  }

  // What a forecast costs on average: where is the bottom?
  function drawBowl(into, { p, q, score }) {
    const top = score === "log" ? 4 : 1;
    const costs = Array.from({ length: 101 }, (_, i) => [i / 100, SCORES[score](p, i / 100)]);
    const plot = axes(into, {
      x: [0, 1],
      y: [0, top],
      xTicks: [0, 0.25, 0.5, 0.75, 1],
      yTicks: score === "log" ? [0, 1, 2, 3, 4] : [0, 0.5, 1],
      xLabel: say.q,
      yLabel: say.expected[score],
      describe: fill(say.describe_bowl, { score: say.expected[score], p: show(p, 2) }),
    });
    const here = Math.min(top, SCORES[score](p, q));
    plot.root.append(
      path(plot.line(costs.filter(([, cost]) => cost <= top)), "x-line-q"),
      path(`M${plot.X(p)},${plot.Y(0)}V${plot.Y(top)}`, "x-own"),
    );
    handle(plot, q, here, "x", (to) => write(model, { q: snap(to) }));
  }

  function sentence({ p, wet, yours, theirs, score }) {
    const n = yours.length;
    if (n === 0) return fill(say.start, { p: show(p, 2) });
    const rain = wet.slice(0, n).filter(Boolean).length;
    if (n < DAYS)
      return fill(wet[n - 1] ? say.was_wet : say.was_dry, {
        n,
        q: show(said()[n - 1] / 100, 2),
        yours: inUnit(score, yours[n - 1]),
        theirs: inUnit(score, theirs[n - 1]),
      });
    const { [score]: cost } = SCORES;
    const extra = sum(said().map((k) => cost(p, k / 100) - cost(p, p)));
    return fill(extra < -1e-9 ? say.over_less : say.over, {
      rain,
      days: DAYS,
      extra: inUnit(score, Math.abs(extra)),
    });
  }

  return parts.show(() => {
    const [p, q, score] = ["p", "q", "score"].map((name) => model.get(name));
    const wet = weatherOf(p, model.get("weather"));
    const { [score]: cost } = SCORES;
    const bill = (announced) => announced.map((x, i) => cost(wet[i] ? 1 : 0, x));
    const yours = bill(said().map((k) => k / 100));
    const theirs = bill(said().map(() => p));
    const all = { p, q, score, wet, yours, theirs };
    const told = sentence(all);
    sync();
    parts.scene.draw((into) => drawDays(into, { ...all, describe: told }));
    bowl.draw((into) => drawBowl(into, all));
    const over = said().length === DAYS;
    announcing.forEach((button) => (button.disabled = over));
    put("more", inUnit(score, sum(yours) - sum(theirs)));
    putMore("bill", inUnit(score, cost(p, q)));
    putMore("honest", inUnit(score, cost(p, p)));
    putMore("extra", inUnit(score, cost(p, q) - cost(p, p)));
    parts.root.dataset.said = JSON.stringify(said());
    parts.root.dataset.weather = model.get("weather");
    parts.root.dataset.wet = JSON.stringify(wet.map(Number));
    parts.say(told);
  });
}
