import { frame } from "./frame.mjs";
import { entropy, klDivergence } from "./measures.mjs";
import { drag, knob, label, path, picture } from "./picture.mjs";
import { bits, buttons, listSliders, readouts, show, snap, svg, withShare, write } from "./ui.mjs";
import { fill, words } from "./words.mjs";

const say = words.paint_joint;
const CELL = 76; // a cell is filled if its pair is certain
const [LEFT, TOP] = [50, 30];
const DIGITS = 3;
const STALLS = [0.21, 0.155, 0.135, 0.125, 0.25, 0.125]; // of the course
const SUNDAY = [0.21, 0.155, 0.135, 0, 0.5, 0];
const NOTHING = 0.0005; // bits: printed as 0
const middle = { anchor: "middle" };
const cells = say.stalls.flatMap((stall, x) => say.sizes.map((size, y) => ({ stall, size, x, y })));
const sum = (values) => values.reduce((total, value) => total + value, 0);

// All that the table says.
function measured(p) {
  const rows = say.stalls.map((_, x) => p.slice(3 * x, 3 * x + 3));
  const px = rows.map(sum);
  const py = say.sizes.map((_, y) => sum(rows.map((row) => row[y])));
  const product = cells.map(({ x, y }) => px[x] * py[y]);
  const [both, hx, hy] = [p, px, py].map(entropy);
  const after = rows.map((row, x) => (px[x] > 0 ? entropy(row.map((v) => v / px[x])) : undefined));
  return { px, py, product, both, hx, hy, after, told: klDivergence(p, product) };
}

// The product of the margins, to four decimals; the largest entry makes the sum 1.
function independent(p) {
  const near = measured(p).product.map((v) => Math.round(1e4 * v));
  near[near.indexOf(Math.max(...near))] += 1e4 - sum(near);
  return near.map((v) => v / 1e4);
}

function sentence({ hx, hy, both, after, told }) {
  if (told < NOTHING) return say.nothing;
  if (both - hy < NOTHING) return say.all;
  const x = after.findIndex((h) => h > hy + NOTHING);
  if (x < 0) return fill(say.some, { told: show(told), x: show(hx) });
  return fill(say.harder, { stall: say.stalls[x], after: show(after[x]), before: show(hy) });
}

// Squares as large as their probability, beside those of two independent variables.
export function render({ model, el }) {
  const parts = frame(el, model, say);
  const share = (i, v) => ({ p: withShare(model.get("p"), i, v) });
  const put = readouts(parts.numbers, { told: say.told });
  buttons(parts.more, {
    [say.independent]: () => write(model, { p: independent(model.get("p")) }),
    [say.course]: () => write(model, { p: STALLS }),
    [say.sunday]: () => write(model, { p: SUNDAY }),
  });
  const names = ["x", "y", "both", "y_x", "x_y", "river", "station"];
  const putMore = readouts(parts.more, Object.fromEntries(names.map((name) => [name, say[name]])));
  const sliders = parts.more.appendChild(document.createElement("div"));
  listSliders(sliders, model, {
    name: "p",
    label: (i) => fill(say.share, cells[i]),
    change: share,
    spoken: (v) => show(v, 2),
  });

  function drawTable(into, p, { px, py, product }) {
    const listed = cells.map((cell, i) => fill(say.cell, { ...cell, p: show(p[i], 2) }));
    const height = TOP + 2 * CELL + 44;
    const describe = fill(say.describe_table, { cells: listed.join(", ") });
    const drawing = picture(into, { height, describe });
    const [right, bottom] = [LEFT + 3 * CELL, TOP + 2 * CELL];
    const square = (x, y, area, look) => {
      const side = CELL * Math.sqrt(area);
      const at = { x: LEFT + y * CELL, y: TOP + (x + 1) * CELL - side };
      return svg("rect", { ...at, width: side, height: side, class: look });
    };
    say.sizes.forEach((name, y) =>
      drawing.append(
        label(LEFT + (y + 0.5) * CELL, TOP - 10, name, middle),
        label(LEFT + (y + 0.5) * CELL, bottom + 17, show(py[y]), { ...middle, look: "x-quiet" }),
      ),
    );
    say.stalls.forEach((name, x) =>
      drawing.append(
        label(LEFT - 8, TOP + (x + 0.5) * CELL + 4, name, { anchor: "end" }),
        label(right + 8, TOP + (x + 0.5) * CELL + 4, show(px[x]), { look: "x-quiet" }),
      ),
    );
    // A square grows from the lower left corner of its cell; the other one follows the pointer
    // along the diagonal, and half as far if it goes up or sideways only.
    const resize = (i) => (atX, atY) => {
      const [wide, tall] = [(atX - LEFT) / CELL - cells[i].y, cells[i].x + 1 - (atY - TOP) / CELL];
      write(model, share(i, snap(Math.max(0, (wide + tall) / 2) ** 2)));
    };
    cells.forEach(({ x, y }, i) => {
      const cell = { x: LEFT + y * CELL, y: TOP + x * CELL, width: CELL, height: CELL };
      drawing.append(
        svg("rect", { ...cell, class: "x-later" }),
        square(x, y, p[i], "x-wash"),
        square(x, y, product[i], "x-own"),
        drag(svg("rect", { ...cell, "fill-opacity": 0, "data-bar": i + 1 }), "tap", resize(i)),
      );
    });
    cells.forEach(({ x, y }, i) => {
      const side = CELL * Math.sqrt(p[i]);
      knob(drawing, LEFT + y * CELL + side, TOP + (x + 1) * CELL - side, "both", resize(i));
    });
    drawing.append(label(LEFT, height - 6, say.dashes, { look: "x-quiet" }));
  }

  // What the pair tells, and how the two parts of it overlap.
  function drawLedger(into, { hx, hy, both, told }) {
    const [left, right, tall] = [10, 330, 34];
    const X = (value) => left + (value / Math.log2(6)) * (right - left);
    const drawing = picture(into, {
      height: 216,
      describe: fill(say.describe_ledger, {
        both: bits(both, DIGITS),
        x: bits(hx, DIGITS),
        y: bits(hy, DIGITS),
        told: bits(told, DIGITS),
      }),
    });
    const piece = (row, from, to, name, look) => {
      const [x, width] = [X(from), Math.max(0, X(to) - X(from))];
      const y = 8 + row * 46;
      drawing.append(
        svg("rect", { x, y, width, height: tall, class: look }),
        label(x + width / 2, y + 22, width > 7 * name.length ? name : "", middle),
      );
    };
    piece(0, 0, both, say.bar_both, "x-node");
    piece(1, 0, hx, say.bar_x, "x-wash");
    piece(1, hx, both, say.bar_y_x, "x-node");
    piece(2, 0, both - hy, say.bar_x_y, "x-node");
    piece(2, both - hy, both, say.bar_y, "x-wash-q");
    piece(3, hx - told, hx, "", "x-won");
    drawing.append(
      label(X(hx) + 6, 30 + 3 * 46, say.bar_told, { look: "x-strong" }),
      path(`M${X(hx - told)},54V${8 + 3 * 46}M${X(hx)},54V${8 + 3 * 46}`, "x-guide"),
      path(`M${left},190H${right}`, "x-link"),
    );
    for (const tick of [0, 1, 2])
      drawing.append(
        path(`M${X(tick)},190V195`, "x-link"),
        label(X(tick), 208, tick === 2 ? bits(2, 0) : String(tick), middle),
      );
  }

  return parts.show(() => {
    const p = model.get("p");
    const m = measured(p);
    const digits = (h) => (h === undefined ? say.never : bits(h, DIGITS));
    parts.root.dataset.p = JSON.stringify(p);
    parts.scene.draw((into) => drawTable(into, p, m));
    parts.second.draw((into) => drawLedger(into, m));
    put("told", bits(m.told, DIGITS));
    putMore("x", digits(m.hx));
    putMore("y", digits(m.hy));
    putMore("both", digits(m.both));
    putMore("y_x", digits(m.both - m.hx));
    putMore("x_y", digits(m.both - m.hy));
    putMore("river", digits(m.after[0]));
    putMore("station", digits(m.after[1]));
    parts.say(sentence(m));
  });
}
