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
export const label = (x, y, text, { anchor = "start", look } = {}) =>
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
      label(X(v), Y(y[0]) + 16, text, { anchor: "middle" }),
    );
  for (const [v, text] of yTicks.map(pair))
    root.append(
      path(`M${X(x[0])},${Y(v)}H${X(x[1])}`, "x-grid"),
      label(left - 7, Y(v) + 4, text, { anchor: "end" }),
    );
  const turn = `translate(13 ${(Y(y[0]) + Y(y[1])) / 2}) rotate(-90)`;
  root.append(
    label((X(x[0]) + X(x[1])) / 2, height - 6, xLabel, { anchor: "middle" }),
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

// Make an element of a picture a handle: `move` is told where in the picture the pointer is.
// `axis` is "x", "y" or "both", or "tap" for an area: there a mouse drags as well, but a finger
// only taps, because it may be about to scroll. stage.mjs does the rest.
export function drag(element, axis, move) {
  element.dataset.drag = axis;
  element.onDrag = move;
  return element;
}

// The dot that a reader takes hold of, with a pad around it that a finger can hit.
export function knob(root, x, y, axis, move) {
  const pad = svg("circle", { cx: x, cy: y, r: 24, "fill-opacity": 0 });
  root.append(drag(svg("g", { class: "x-knob" }, dot(x, y, 9), pad), axis, move));
}

// A knob on a plot at (x, y), and the whole plot to tap on: `move` is told the values there.
export function handle(plot, x, y, axis, move) {
  const to = (atX, atY) => move(plot.atX(atX), plot.atY(atY));
  drag(plot.root, "tap", to);
  knob(plot.root, plot.X(x), plot.Y(y), axis, to);
}

// A bar of a share with a knob on its top; the whole column can be tapped, so that a bar of
// height 0 can be caught as well. `gap` is left free at its right.
export function dragBar(plot, { from, to, value, look, name, gap = 0, move }) {
  const x = plot.X(from);
  const width = plot.X(to) - x;
  const [top, bottom] = [plot.Y(1), plot.Y(0)];
  const tall = { x, y: top, width, height: bottom - top, "fill-opacity": 0, "data-bar": name };
  const column = svg("rect", tall);
  const bar = { x, y: plot.Y(value), width: width - gap, height: bottom - plot.Y(value) };
  const toShare = (_, y) => move(snap(plot.atY(y)));
  plot.root.append(svg("rect", { ...bar, class: look }), drag(column, "tap", toShare));
  knob(plot.root, x + (width - gap) / 2, plot.Y(value), "y", toShare);
}
