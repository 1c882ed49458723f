// Pictures that explorers draw and readers drag: SVG, in the colours of the style sheet.

import { snap, svg } from "./ui.mjs";

// An empty picture with a sentence for those who do not see it.
export function picture(parent, { width = 340, height, describe, look = "" }) {
  const root = svg("svg", {
    viewBox: `0 0 ${width} ${height}`,
    class: look ? `x-svg ${look}` : "x-svg",
    role: "img",
    "aria-label": describe,
  });
  parent.append(root);
  return root;
}

// A text; `anchor` says which part of it stands at x.
export const words = (x, y, text, { anchor = "start", look } = {}) =>
  svg("text", { x, y, "text-anchor": anchor, class: look }, text);

export const path = (d, look, more = {}) => svg("path", { d, class: look, ...more });

export const dot = (cx, cy, r, look = "x-dot") => svg("circle", { cx, cy, r, class: look });

// Linear axes. `x` and `y` are [from, to]; ticks are values or [value, text] pairs.
export function axes(parent, options) {
  const { width = 340, height = 240, left = 50, right = 10, top = 10, bottom = 40 } = options;
  const { x, y, xTicks = [], yTicks = [], xLabel = "", yLabel = "", describe } = options;
  const wide = width - left - right;
  const tall = height - top - bottom;
  const X = (v) => left + ((v - x[0]) / (x[1] - x[0])) * wide;
  const Y = (v) => height - bottom - ((v - y[0]) / (y[1] - y[0])) * tall;
  const root = picture(parent, { width, height, describe });
  const pair = (tick) => (Array.isArray(tick) ? tick : [tick, String(tick)]);
  for (const [v, text] of xTicks.map(pair))
    root.append(
      path(`M${X(v)},${Y(y[0])}V${Y(y[1])}`, "x-grid"),
      words(X(v), Y(y[0]) + 16, text, { anchor: "middle" }),
    );
  for (const [v, text] of yTicks.map(pair))
    root.append(
      path(`M${X(x[0])},${Y(v)}H${X(x[1])}`, "x-grid"),
      words(left - 7, Y(v) + 4, text, { anchor: "end" }),
    );
  const turn = `translate(13 ${(Y(y[0]) + Y(y[1])) / 2}) rotate(-90)`;
  root.append(
    words((X(x[0]) + X(x[1])) / 2, height - 6, xLabel, { anchor: "middle" }),
    svg("text", { transform: turn, "text-anchor": "middle" }, yLabel),
  );
  return {
    root,
    X,
    Y,
    // What a place of the picture stands for.
    atX: (place) => x[0] + ((place - left) / wide) * (x[1] - x[0]),
    atY: (place) => y[0] + ((height - bottom - place) / tall) * (y[1] - y[0]),
    line: (points) =>
      "M" + points.map(([a, b]) => `${X(a).toFixed(2)},${Y(b).toFixed(2)}`).join("L"),
    // A bar that stands on the axis.
    bar: (from, to, value, look) =>
      svg("rect", {
        x: X(from),
        y: Y(value),
        width: X(to) - X(from),
        height: Y(0) - Y(value),
        class: look,
      }),
  };
}

// Let the pointer drag along a picture: calls back with picture coordinates.
export function drag(root, target, move) {
  // A finger on a handle does not scroll; `touch-action` says so, but not inside an SVG.
  if (target !== root)
    target.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
  target.addEventListener("pointerdown", (down) => {
    down.preventDefault();
    // The window listens: each move may draw the picture anew, and the target with it.
    const toPicture = root.getScreenCTM().inverse();
    const at = (event) => {
      if (event.pointerId !== down.pointerId) return;
      const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(toPicture);
      move(point.x, point.y);
    };
    at(down);
    const stop = (event) => {
      if (event.pointerId !== down.pointerId) return;
      removeEventListener("pointermove", at);
      removeEventListener("pointerup", stop);
      removeEventListener("pointercancel", stop);
    };
    addEventListener("pointermove", at);
    addEventListener("pointerup", stop);
    addEventListener("pointercancel", stop);
  });
}

// Let the pointer drag sideways, anywhere in a plot: calls back with the value there.
export function dragAlong(plot, move) {
  plot.root.classList.add("x-drag-x");
  drag(plot.root, plot.root, (x) => move(plot.atX(x)));
}

// A bar of a share whose top can be dragged. The whole column is the handle: a bar of
// height 0 can be caught as well. `gap` is left free at its right.
export function dragBar(plot, { from, to, value, look, name, gap = 0, move }) {
  const x = plot.X(from);
  const width = plot.X(to) - x;
  const column = svg("rect", {
    x,
    y: plot.Y(1),
    width,
    height: plot.Y(0) - plot.Y(1),
    class: "x-drag",
    "fill-opacity": 0,
    "data-bar": name,
  });
  const bar = { x, width: width - gap };
  plot.root.append(
    svg("rect", { ...bar, y: plot.Y(value), height: plot.Y(0) - plot.Y(value), class: look }),
    svg("rect", { ...bar, y: plot.Y(value) - 3, height: 6, rx: 3, class: "x-dot" }),
    column,
  );
  drag(plot.root, column, (_, y) => move(snap(plot.atY(y))));
}
