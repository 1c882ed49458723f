import { frame } from "./frame.mjs";
import { entropy, lossOfLogits, softmax } from "./measures.mjs";
import { axes, drag, knob, label, path } from "./picture.mjs";
import {
  bits,
  buttons,
  choice,
  listSliders,
  readouts,
  show,
  snap,
  svg,
  traitSlider,
  write,
} from "./ui.mjs";
import { fill, words } from "./words.mjs";

const say = words.four_logits;
const MOST = 6; // how large a logit may be
const PUSH = 1.6; // how long an arrow is that stands for a slope of 1, in logits
const LABELS = { certain: [1, 0, 0, 0], smoothed: [0.925, 0.025, 0.025, 0.025] };
const DECIMALS = Array.from({ length: 27 }, (_, k) => 4 + k);
const nats = (value) => fill(say.nats, { n: show(value, 4) });

// How many decimals of a probability give its surprise again, to the last digit printed.
const decimals = (x) =>
  DECIMALS.find((n) => show(-Math.log(x.toFixed(n)), 4) === show(-Math.log(x), 4));

// Four logits to move; what softmax makes of them, and where learning would push them.
export function render({ model, el }) {
  const parts = frame(el, model, say);
  const change = (i, v) => ({ z: model.get("z").map((x, j) => (j === i ? v : x)) });
  const put = readouts(parts.numbers, { loss: say.loss });
  traitSlider(parts.more, model, {
    name: "temperature",
    label: say.temperature,
    min: 0.25,
    max: 5,
    step: 0.25,
  });
  choice(parts.more, model, { name: "label", label: say.label, options: say.labels });
  const sliders = parts.more.appendChild(document.createElement("div"));
  listSliders(sliders, model, {
    name: "z",
    label: (i) => fill(say.z, { i: i + 1 }),
    change,
    min: -MOST,
    max: MOST,
    step: 0.1,
    digits: 1,
  });
  buttons(parts.more, {
    [say.shift]: () => {
      const room = Math.min(1, MOST - Math.max(...model.get("z")));
      write(model, { z: model.get("z").map((x) => snap(x + room, -MOST, MOST, 10)) });
    },
  });
  const slopes = [1, 2, 3, 4].map((i) => [`slope${i}`, fill(say.slope, { i })]);
  const putMore = readouts(parts.more, {
    bits: say.in_bits,
    floor: say.floor,
    ...Object.fromEntries(slopes),
  });
  const ticks = (z) => z.map((_, i) => [i + 1, i === 0 ? `1 (${say.right})` : String(i + 1)]);

  function drawLogits(into, z, push) {
    const listed = z.map((x, i) => `${i + 1}: ${show(x, 1)}`).join(", ");
    const plot = axes(into, {
      x: [0.4, 4.6],
      y: [-MOST - 1.2, MOST + 1.2],
      xTicks: ticks(z),
      yTicks: [-6, -3, 0, 3, 6],
      xLabel: say.arrows,
      yLabel: say.logit,
      describe: fill(say.describe_logits, { logits: listed }),
    });
    const zero = plot.Y(0);
    plot.root.append(path(`M${plot.X(0.4)},${zero}H${plot.X(4.6)}`, "x-link"));
    z.forEach((value, i) => {
      const [left, right] = [plot.X(i + 0.7), plot.X(i + 1.3)];
      const y = plot.Y(value);
      const move = (_, at) => write(model, change(i, snap(plot.atY(at), -MOST, MOST, 10)));
      const column = svg("rect", {
        x: left,
        y: plot.Y(MOST + 1),
        width: right - left,
        height: plot.Y(-MOST - 1) - plot.Y(MOST + 1),
        "fill-opacity": 0,
      });
      const [top, tall] = [Math.min(y, zero), Math.abs(y - zero)];
      plot.root.append(
        svg("rect", { x: left, y: top, width: right - left, height: tall, class: "x-wash-q" }),
        drag(column, "tap", move),
      );
      const [x, end] = [right + 9, plot.Y(value + PUSH * push[i])];
      const tip = Math.sign(end - y) * Math.min(5, Math.abs(end - y));
      plot.root.append(
        path(`M${x},${y}V${end}M${x - 4},${end - tip}L${x},${end}L${x + 4},${end - tip}`, "x-hand"),
      );
      knob(plot.root, (left + right) / 2, y, "y", move);
    });
  }

  function drawShares(into, p, q) {
    const listed = q.map((x, i) => `${i + 1}: ${show(x, 2)}`).join(", ");
    const plot = axes(into, {
      x: [0.4, 4.6],
      y: [0, 1.12],
      xTicks: ticks(q),
      yTicks: [0, 0.5, 1],
      xLabel: say.dashed,
      yLabel: say.probability,
      describe: fill(say.describe_shares, { shares: listed }),
    });
    q.forEach((share, i) => {
      const [left, right] = [i + 0.7, i + 1.3].map(plot.X);
      plot.root.append(
        plot.bar(i + 0.7, i + 1.3, share, "x-q"),
        path(`M${left - 5},${plot.Y(p[i])}H${right + 5}`, "x-own"),
        label((left + right) / 2, plot.Y(share) - 6, show(share, 2), { anchor: "middle" }),
      );
    });
  }

  return parts.show(() => {
    const t = model.get("temperature");
    const z = model.get("z");
    const divided = z.map((x) => x / t);
    const p = LABELS[model.get("label")];
    const q = softmax(divided);
    const loss = lossOfLogits(p, divided);
    const floor = entropy(p) * Math.LN2;
    const slope = q.map((x, i) => (x - p[i]) / t);
    parts.root.dataset.z = JSON.stringify(z);
    parts.scene.draw((into) =>
      drawLogits(
        into,
        z,
        slope.map((s) => -s),
      ),
    );
    parts.second.draw((into) => drawShares(into, p, q));
    put("loss", nats(loss));
    putMore("bits", bits(loss / Math.LN2));
    putMore("floor", nats(floor));
    slope.forEach((s, i) => putMore(`slope${i + 1}`, show(s, 4)));
    const told = model.get("label") === "certain" ? say.sure : say.soft;
    parts.say(
      fill(told, {
        p: show(p[0]),
        q: show(q[0], decimals(q[0])),
        loss: show(loss, 4),
        gap: show(loss - floor, 4),
      }),
    );
  });
}
