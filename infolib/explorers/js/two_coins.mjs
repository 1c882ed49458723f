import { frame } from "./frame.mjs";
import { jsDivergence, klDivergence } from "./measures.mjs";
import { axes, dot, handle, label, path, picture } from "./picture.mjs";
import { bits, buttons, choice, readouts, show, slider, snap, svg, tag, write } from "./ui.mjs";
import { fill, words } from "./words.mjs";

const say = words.two_coins;
const LEVELS = { forward: [0.05, 0.2, 0.5, 1, 2, 4], js: [0.01, 0.05, 0.15, 0.3, 0.5, 0.75] };
const coin = (x) => [x, 1 - x];
const between = {
  forward: (a, b) => klDivergence(coin(a), coin(b)),
  reverse: (a, b) => klDivergence(coin(b), coin(a)),
  js: (a, b) => jsDivergence(coin(a), coin(b)),
};

// The outline of the pairs (a, b) whose divergence is at most `level`: for each a, the
// values of b on either side at which it is reached.
function outline(measure, level) {
  const reach = (a, end) => {
    let [near, far] = [a, end];
    if (measure(a, far) <= level) return far;
    for (let k = 0; k < 40; k++) {
      const middle = (near + far) / 2;
      if (measure(a, middle) <= level) near = middle;
      else far = middle;
    }
    return near;
  };
  const as = Array.from({ length: 101 }, (_, k) => k / 100);
  return [...as.map((a) => [a, reach(a, 1)]), ...as.reverse().map((a) => [a, reach(a, 0)])];
}

const sourceOf = (map) => (map === "js" ? "js" : "forward");

// The path of each level of a map, the lowest first; computed once.
const paths = {};
function pathsOf(map, plot) {
  const source = sourceOf(map);
  const turn = map === "reverse" ? ([a, b]) => [b, a] : (point) => point;
  paths[map] ??= LEVELS[source].map(
    (level) => `${plot.line(outline(between[source], level).map(turn))}Z`,
  );
  return paths[map];
}

// Different coins for which both directions cost the same, to the last bit that counts.
function agree(a, b) {
  return a !== b && Math.abs(between.forward(a, b) - between.reverse(a, b)) < 1e-9;
}

// Two coins: the chance a of heads is the truth, b is what somebody believes.
export function render({ model, el }) {
  const parts = frame(el, model, say);
  const put = readouts(parts.numbers, { forward: say.kl_ab, reverse: say.kl_ba });

  // Go to a pair. One that agrees is kept, by the hundredths of its a: only with b = 1 − a do
  // two coins agree.
  function go(to) {
    const { a, b } = { a: model.get("a"), b: model.get("b"), ...to };
    const found = model.get("found");
    const here = Math.round(100 * a);
    const fresh = agree(a, b) && !found.includes(here);
    write(model, { a, b, found: fresh ? [...found, here] : found });
  }
  const syncs = ["a", "b"].map((name) =>
    slider(parts.more, {
      name,
      label: say[name],
      min: 0,
      max: 1,
      step: 0.01,
      get: () => model.get(name),
      set: (value) => go({ [name]: value }),
    }),
  );
  buttons(parts.more, { [say.swap]: () => go({ a: model.get("b"), b: model.get("a") }) });
  choice(parts.more, model, { name: "map", label: say.map, options: say.maps });
  const legend = tag("p");
  parts.more.append(legend);
  const putMore = readouts(parts.more, { js: say.js, tv: say.tv, floor: say.floor });

  function drawMap(into, a, b, found) {
    const map = model.get("map");
    const ticks = [0, 0.25, 0.5, 0.75, 1];
    const plot = axes(into, {
      x: [0, 1],
      y: [0, 1],
      xTicks: ticks,
      yTicks: ticks,
      xLabel: say.a,
      yLabel: say.b,
      height: 330,
      describe: fill(say.describe_map, { map: say.maps[map], n: found.length }),
    });
    const shade = (share) => `fill: color-mix(in srgb, var(--x-p) ${share}%, var(--x-paper))`;
    const [x, y] = [plot.X(0), plot.Y(1)];
    const area = { x, y, width: plot.X(1) - x, height: plot.Y(0) - y };
    const layers = pathsOf(map, plot).map((d, k) =>
      path(d, "x-shore", { style: shade(10 + 13 * k) }),
    );
    const guides = [
      [
        [0, 0],
        [1, 1],
      ],
      [
        [a, 0],
        [a, b],
        [0, b],
      ],
    ];
    plot.root.append(
      svg("rect", { ...area, style: shade(90) }),
      ...layers.reverse(),
      ...guides.map((points) => path(plot.line(points), "x-guide")),
      svg("g", {}, ...found.map((k) => dot(plot.X(k / 100), plot.Y(1 - k / 100), 5.5, "x-find"))),
    );
    handle(plot, a, b, "both", (s, t) => go({ a: snap(s), b: snap(t) }));
  }

  // Both directions as bars. The scale is v / (1 + v): it never has to change, and ∞ is at its end.
  function drawBars(into, values) {
    const [left, right] = [66, 292];
    const X = (v) => left + (v === Infinity ? 1 : v / (1 + v)) * (right - left);
    const rows = [
      [say.kl_ab, values.forward, "x-p"],
      [say.kl_ba, values.reverse, "x-q"],
    ];
    const drawing = picture(into, {
      height: 136,
      describe: fill(say.describe_bars, {
        bars: rows.map(([name, v]) => `${name} ${bits(v)}`).join(", "),
      }),
    });
    for (const v of [0, 0.25, 0.5, 1, 2, 4, Infinity])
      drawing.append(
        path(`M${X(v)},14V94`, "x-grid"),
        label(X(v), 110, v === Infinity ? "∞" : String(v), { anchor: "middle" }),
      );
    rows.forEach(([name, v, look], k) => {
      const y = 20 + 40 * k;
      drawing.append(
        label(left - 8, y + 18, name, { anchor: "end" }),
        svg("rect", { x: left, y, width: X(v) - left, height: 26, class: look }),
        label(X(v) + 6, y + 18, show(v)),
      );
    });
    drawing.append(label((left + right) / 2, 128, say.axis, { anchor: "middle" }));
  }

  function sentence(a, b, { forward, reverse }, found) {
    if (a === b) return say.same;
    if (forward === Infinity && reverse === Infinity) return say.both_infinite;
    if (forward === Infinity) return fill(say.infinite, { back: bits(reverse) });
    if (agree(a, b))
      return fill(found.length > 1 ? say.found_more : say.found, {
        cost: bits(forward),
        n: found.length,
      });
    if (show(forward, 4) === show(reverse, 4)) {
      const decimals = Math.ceil(-Math.log10(Math.abs(forward - reverse)));
      return fill(say.nearly, { n: decimals });
    }
    return fill(say.costs, {
      a: show(a, 2),
      b: show(b, 2),
      cost: bits(forward),
      back: reverse === Infinity ? say.endless : bits(reverse),
    });
  }

  return parts.show(() => {
    const [a, b, found] = ["a", "b", "found"].map((name) => model.get(name));
    const tv = Math.abs(a - b);
    const values = {
      forward: between.forward(a, b),
      reverse: between.reverse(a, b),
      js: between.js(a, b),
      floor: (2 / Math.LN2) * tv * tv,
    };
    syncs.forEach((sync) => sync());
    parts.scene.draw((into) => drawMap(into, a, b, found));
    parts.second.draw((into) => drawBars(into, values));
    for (const key of ["forward", "reverse"]) put(key, bits(values[key]));
    for (const key of ["js", "floor"]) putMore(key, bits(values[key]));
    putMore("tv", show(tv, 2));
    const levels = LEVELS[sourceOf(model.get("map"))].join(", ");
    legend.textContent = fill(say.levels, { levels });
    parts.say(sentence(a, b, values, found));
  });
}
