import { frame } from "./frame.mjs";
import { forwardKl, reverseKl } from "./bells.mjs";
import { axes, dot, drag, knob, label, path } from "./picture.mjs";
import { bits, buttons, choice, readouts, show, slider, snap, traitSlider, write } from "./ui.mjs";
import { fill, words } from "./words.mjs";

const say = words.fitting_bench;
const SPAN = 6.5; // half the width of both pictures
const TICKS = [-6, -3, 0, 3, 6].map((v) => [v, show(v, 0)]);
const [FAR, NARROW, WIDE] = [5, 0.7, 5]; // the bells that can be made by hand
const PEAK = 1 / Math.sqrt(2 * Math.PI); // height of a bell of width 1
const TALLEST = 0.6;
const grid = Array.from({ length: 131 }, (_, k) => -SPAN + (k * SPAN) / 65);
const normal = (x, mu, sigma) => (PEAK / sigma) * Math.exp(-(((x - mu) / sigma) ** 2) / 2);
const measures = { reverse: reverseKl, forward: forwardKl };

// Mean and variance of the target.
const moments = (m, w) => [m * (1 - 2 * w), 1 + 4 * w * (1 - w) * m * m];

// The slope of the divergence, in the mean and the logarithm of the width, in nats.
const ROUGH = Array.from({ length: 201 }, (_, k) => (k - 100) / 12.5);
const MASS = ROUGH.reduce((sum, z) => sum + Math.exp((-z * z) / 2), 0);
const slopes = {
  forward(mu, sigma, m, w) {
    const [mean, variance] = moments(m, w);
    const [off, square] = [mu - mean, sigma * sigma];
    return [off / square, 1 - (variance + off * off) / square];
  },
  reverse(mu, sigma, m, w) {
    const odds = Math.log(w / (1 - w)) / 2;
    let [first, pull] = [0, 0];
    for (const z of ROUGH) {
      const part = (Math.exp((-z * z) / 2) * Math.tanh(m * (mu + sigma * z) - odds)) / MASS;
      first += part;
      pull += part * z;
    }
    return [mu - m * first, sigma * sigma - 1 - sigma * m * pull];
  },
};

const STRIDE = 0.02; // the longest step of the ball
const FRAMES = 60;

// The way of a ball from a bell down to a minimum, of which the last place is exact: small
// steps against the slope, shorter ones where it turns round.
function roll({ mu, sigma, m, w, direction }, minima) {
  const slope = (at) => slopes[direction](at[0], Math.exp(at[1]), m, w);
  let at = [mu, Math.log(sigma)];
  let down = slope(at);
  let stride = STRIDE;
  const way = [at];
  for (let k = 0; k < 3000 && Math.hypot(...down) > 1e-3; k++) {
    const step = Math.min(stride, STRIDE / Math.hypot(...down));
    at = at.map((v, i) => v - step * down[i]);
    const next = slope(at);
    stride = next[0] * down[0] + next[1] * down[1] < 0 ? step / 2 : stride * 1.2;
    down = next;
    way.push(at);
  }
  const away = (minimum) => Math.hypot(minimum.mu - at[0], Math.log(minimum.sigma) - at[1]);
  const end = minima.reduce((best, minimum) => (away(minimum) < away(best) ? minimum : best));
  const some = Math.ceil(way.length / FRAMES);
  const places = way.filter((_, k) => k % some === 0);
  return [...places.map(([x, s]) => ({ mu: x, sigma: Math.exp(s) })), end];
}

// A smooth line through points from left to right: at each, the slope of the parabola through
// it and its neighbours.
function curve(plot, points) {
  const rise = points.slice(1).map(([x, y], k) => (y - points[k][1]) / (x - points[k][0]));
  const slope = points.map(([x], k) => {
    if (k === 0 || k === points.length - 1) return rise[Math.min(k, rise.length - 1)];
    const [before, after] = [x - points[k - 1][0], points[k + 1][0] - x];
    return (rise[k - 1] * after + rise[k] * before) / (before + after);
  });
  const at = (x, y) => `${plot.X(x).toFixed(2)},${plot.Y(y).toFixed(2)}`;
  const parts = points.slice(1).map(([x, y], k) => {
    const [s, t] = points[k];
    const third = (x - s) / 3;
    const [left, right] = [t + third * slope[k], y - third * slope[k + 1]];
    return `C${at(s + third, left)} ${at(x - third, right)} ${at(x, y)}`;
  });
  return `M${at(...points[0])}${parts.join("")}`;
}

// One bell for a target of two: fitted by hand, then by a ball that rolls downhill.
export function render({ model, el }) {
  const parts = frame(el, model, say);
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let moving = 0; // the ball, until it lies still

  buttons(parts.handle, {
    [say.go]: () => {
      write(model, { rolled: true });
      if (!calm.matches) animate(look());
    },
  });
  const put = readouts(parts.numbers, { kl: say.number });
  const byHand = (values) => write(model, { ...values, rolled: false });
  const syncs = [
    ["mu", -FAR, FAR],
    ["sigma", NARROW, WIDE],
  ].map(([name, min, max]) =>
    slider(parts.more, {
      name,
      label: say[name],
      min,
      max,
      step: 0.05,
      get: () => model.get(name),
      set: (value) => byHand({ [name]: snap(value, min, max, 20) }),
    }),
  );
  choice(parts.more, model, { name: "direction", label: say.direction, options: say.directions });
  const tenths = { step: 0.1, digits: 1 };
  traitSlider(parts.more, model, { name: "m", label: say.m, min: 0, max: 4, ...tenths });
  traitSlider(parts.more, model, { name: "w", label: say.w, min: 0.5, max: 0.9, ...tenths });
  const putMore = readouts(parts.more, {
    shown_mu: say.shown_mu,
    shown_sigma: say.shown_sigma,
    pq: say.pq,
    qp: say.qp,
  });

  // All that the pictures show: the target, the landscape, the bell, the way of the ball.
  function look() {
    const [mu, sigma, m, w, direction, rolled] = [
      "mu",
      "sigma",
      "m",
      "w",
      "direction",
      "rolled",
    ].map((name) => model.get(name));
    const [listed, thousandths] = model.get("table")[w.toFixed(1)][Math.round(10 * m)];
    const [mean, variance] = moments(m, w);
    const forwards = direction === "forward";
    const best = { mu: mean, sigma: Math.sqrt(variance) }; // of the forward direction
    if (forwards) best.kl = forwardKl(best.mu, best.sigma, m, w);
    const reach = m + 1.5;
    const minima = forwards ? [best] : listed.map(([x, s, kl]) => ({ mu: x, sigma: s, kl }));
    const ground = thousandths.map((height, k) => {
      const x = -reach + (k * reach) / 15;
      // For a mean that is off, the best width of the forward fit makes up for it.
      const rise = Math.log2(1 + (x - mean) ** 2 / variance) / 2;
      return [x, forwards ? best.kl + rise : height / 1000];
    });
    const bottoms = minima.map((at) => [at.mu, at.kl]);
    const apart = ground.filter(([x]) => bottoms.every(([bottom]) => Math.abs(x - bottom) > 0.02));
    const line = [...apart, ...bottoms].sort((s, t) => s[0] - t[0]);
    const inside = line.filter(([x]) => Math.abs(x) <= m + 0.1).map(([, height]) => height);
    const top = Math.max(2, 1.6 * Math.max(...inside));
    const all = { mu, sigma, m, w, direction, minima, line, top };
    return { ...all, way: rolled ? roll(all, minima) : [{ mu, sigma }] };
  }

  function drawBells(into, { m, w }, at) {
    const plot = axes(into, {
      x: [-SPAN, SPAN],
      y: [0, TALLEST],
      xTicks: TICKS,
      yTicks: [0, 0.2, 0.4, 0.6],
      yLabel: say.density,
      height: 200,
      bottom: 24,
      describe: fill(say.describe_bells, {
        left: show(-m, 1),
        right: show(m, 1),
        mu: show(at.mu, 2),
        sigma: show(at.sigma, 2),
      }),
    });
    const target = grid.map((x) => [x, w * normal(x, -m, 1) + (1 - w) * normal(x, m, 1)]);
    const to = (x, y) => {
      const width = PEAK / Math.max(0.01, plot.atY(y));
      byHand({ mu: snap(plot.atX(x), -FAR, FAR, 20), sigma: snap(width, NARROW, WIDE, 20) });
    };
    plot.root.append(
      path(`${plot.line([[-SPAN, 0], ...target, [SPAN, 0]])}Z`, "x-wash"),
      path(plot.line(grid.map((x) => [x, normal(x, at.mu, at.sigma)])), "x-line-q"),
      label(plot.X(-SPAN) + 6, 22, say.target),
      label(plot.X(SPAN) - 6, 22, say.model, { anchor: "end" }),
    );
    drag(plot.root, "tap", to);
    knob(plot.root, plot.X(at.mu), plot.Y(PEAK / at.sigma), "both", to);
  }

  function drawGround(into, { m, w, direction, line, top, way }, at) {
    const cost = (bell) => Math.min(top, measures[direction](bell.mu, bell.sigma, m, w));
    const plot = axes(into, {
      x: [-SPAN, SPAN],
      y: [0, top],
      xTicks: TICKS,
      yTicks: [0, 1, 2, 3, 4, 5].filter((v) => v <= top),
      xLabel: say.ground_x,
      yLabel: say.kl[direction],
      height: 200,
      describe: fill(say.describe_ground, { kl: say.kl[direction], mu: show(at.mu, 2) }),
    });
    // The line is cut where it leaves the picture.
    const shown = line.flatMap(([x, y], k) => {
      const [before, after] = [line[k - 1], line[k + 1]];
      if (y <= top) return [[x, y]];
      return [before, after]
        .filter((next) => next && next[1] <= top)
        .map(([s, t]) => [s + ((x - s) * (top - t)) / (y - t), top]);
    });
    const trail = way.slice(0, way.indexOf(at) + 1);
    const ball = measures[direction](at.mu, at.sigma, m, w);
    plot.root.append(
      path(curve(plot, shown), "x-line"),
      path(plot.line(trail.map((bell) => [bell.mu, cost(bell)])), "x-guide"),
      dot(plot.X(at.mu), plot.Y(Math.min(top, ball)), 7),
      label(plot.X(at.mu) + 11, plot.Y(top) + 4, ball > top ? `↑ ${show(ball, 2)}` : "", {
        look: "x-strong",
      }),
    );
  }

  function drawAt(all, at) {
    parts.scene.draw((into) => drawBells(into, all, at));
    parts.second.draw((into) => drawGround(into, all, at));
  }

  // The ball rolls: quicker at first, and then it lies still.
  function animate(all) {
    const last = all.way.length - 1;
    const start = performance.now();
    const lasts = 400 + 20 * last;
    parts.root.classList.add("x-moving");
    const step = (now) => {
      const share = Math.min(1, Math.max(0, now - start) / lasts);
      drawAt(all, all.way[Math.round(last * share)]);
      if (share < 1) moving = requestAnimationFrame(step);
      else stop();
    };
    step(start);
  }
  function stop() {
    cancelAnimationFrame(moving);
    parts.root.classList.remove("x-moving");
  }

  function sentence({ mu, sigma, m, w, direction, minima, way }) {
    const end = way[way.length - 1];
    if (!minima.includes(end)) return say.by_hand;
    let told = end.kl - minima[0].kl < 1e-5 ? say.deepest : say.deeper;
    if (minima.length === 1) told = say.only;
    return fill(told, {
      before: show(measures[direction](mu, sigma, m, w), 4),
      mu: show(end.mu, 2),
      sigma: show(end.sigma, 2),
    });
  }

  return parts.show(() => {
    stop();
    const all = look();
    const { m, w, direction } = all;
    const end = all.way[all.way.length - 1];
    const both = {
      pq: forwardKl(end.mu, end.sigma, m, w),
      qp: reverseKl(end.mu, end.sigma, m, w),
    };
    syncs.forEach((sync) => sync());
    drawAt(all, end);
    put("kl", bits(direction === "forward" ? both.pq : both.qp));
    putMore("shown_mu", show(end.mu, 4));
    putMore("shown_sigma", show(end.sigma, 4));
    // Two digits: the minima of the table have six, and only one of the two is flat there.
    putMore("pq", bits(both.pq, 2));
    putMore("qp", bits(both.qp, 2));
    parts.root.dataset.rolled = String(model.get("rolled"));
    parts.say(sentence(all));
  });
}
