import { drag, follow, frame, readouts, show, svg, tag, teller, write } from "./ui.mjs";

const DIAL = { width: 340, height: 214, x: 170, y: 178, radius: 138, most: 30 };

// A place on the dial: `bits` along the half circle, `out` away from its middle.
function onDial(bits, out = 1) {
  const angle = Math.PI * (1 - bits / DIAL.most);
  return [DIAL.x + DIAL.radius * out * Math.cos(angle), DIAL.y - DIAL.radius * out * Math.sin(angle)];
}

const arc = (from, to) =>
  `M${onDial(from).join()}A${DIAL.radius},${DIAL.radius} 0 0 1 ${onDial(to).join()}`;

// 1/p as a count: all its digits if it is large, two decimals if it is small.
const oneIn = (p) =>
  `1 in ${(1 / p).toLocaleString("en-US", { maximumFractionDigits: p > 0.01 ? 2 : 0 })}`;

// Small surprises keep their first digits.
const precise = (value) => show(value, value > 0 && value < 0.01 ? 6 : 4);

// One probability on a logarithmic scale: as a dial of bits, and as a square cut in half.
export function render({ model, el }) {
  const root = frame(el, "The surprise dial");
  const chances = model.get("chances");
  const bits = model.get("information").bits;
  const events = model.get("events");
  const nearest = model.get("nearest");
  const placeOf = (p) => {
    let best = 0;
    chances.forEach((chance, i) => {
      if (Math.abs(chance - p) < Math.abs(chances[best] - p)) best = i;
    });
    return best;
  };
  const turn = (place) => write(model, "p", chances[place]);

  const rangeId = `x-dial-${Math.random().toString(36).slice(2)}`;
  const range = tag("input", {
    id: rangeId, type: "range", min: 0, max: chances.length - 1, step: 1, "data-control": "place",
    "data-lm-suppress-shortcuts": "true", oninput: () => turn(Number(range.value)),
  });
  const pick = tag("select", {
    id: `${rangeId}-event`, "data-lm-suppress-shortcuts": "true",
    onchange: () => pick.value !== "" && turn(events[Number(pick.value)].place),
  });
  pick.append(tag("option", { value: "" }, "choose an event"));
  events.forEach((event, i) => pick.append(tag("option", { value: i }, event.name)));
  root.append(
    tag("div", { class: "x-row" }, tag("label", { for: rangeId }, "p, from certain to one in a billion"), range),
    tag("div", { class: "x-row" }, tag("label", { for: pick.id }, "Everyday events"), pick),
  );
  const pictures = tag("div", { class: "x-pictures" });
  root.append(pictures);
  const put = readouts(root, {
    chance: "probability p", bits: "in bits", nats: "in nats", hartleys: "in hartleys", heads: "heads in a row",
  });
  const say = teller(root);

  function drawDial(place) {
    const now = bits[place];
    const picture = svg("svg", {
      viewBox: `0 0 ${DIAL.width} ${DIAL.height}`, class: "x-svg x-drag-x", role: "img",
      "aria-label": `Dial from 0 to ${DIAL.most} bits; the hand stands at ${precise(now)}`,
    });
    picture.append(
      svg("path", { d: arc(0, DIAL.most), class: "x-grid", "stroke-width": 16 }),
      svg("path", { d: arc(0, now), class: "x-line", "stroke-width": 16, style: "stroke-width: 16" }),
    );
    for (let tick = 0; tick <= DIAL.most; tick += 5) {
      const [x, y] = onDial(tick, 1.15);
      picture.append(svg("text", { x, y: y + 4, "text-anchor": "middle" }, String(tick)));
    }
    events.forEach((event, i) => {
      const [x, y] = onDial(bits[event.place], 0.87);
      picture.append(svg("circle", { cx: x, cy: y, r: i === nearest[place] ? 4.5 : 2.2, class: i === nearest[place] ? "x-q" : "x-quiet" }));
    });
    const [x, y] = onDial(now, 0.8);
    picture.append(
      svg("path", { d: `M${DIAL.x},${DIAL.y}L${x},${y}`, class: "x-hand" }),
      svg("circle", { cx: DIAL.x, cy: DIAL.y, r: 7, class: "x-dot" }),
      svg("text", { x: DIAL.x, y: DIAL.y + 28, "text-anchor": "middle", class: "x-strong" }, `${precise(now)} bits`),
    );
    pictures.append(picture);
    drag(picture, picture, (toX, toY) => {
      const angle = Math.atan2(Math.max(0, DIAL.y - toY), toX - DIAL.x);
      const wanted = DIAL.most * (1 - angle / Math.PI);
      let best = 0;
      bits.forEach((value, i) => {
        if (Math.abs(value - wanted) < Math.abs(bits[best] - wanted)) best = i;
      });
      turn(best);
    });
  }

  // Cut a square in half as often as there are whole bits, then by what is left over.
  function drawSquare(p) {
    const side = 176;
    const [left, top] = [82, 8];
    const picture = svg("svg", {
      viewBox: `0 0 ${DIAL.width} ${DIAL.height}`, class: "x-svg", role: "img",
      "aria-label": `A unit square cut in half again and again; what is left has the area p, ${oneIn(p)}`,
    });
    picture.append(svg("rect", { x: left, y: top, width: side, height: side, class: "x-node" }));
    let [wide, tall] = [side, side];
    const bottom = top + side;
    const whole = Math.floor(-Math.log2(p) + 1e-9);
    const cut = (share, across) => {
      if (across) wide *= share;
      else tall *= share;
    };
    for (let i = 0; i < whole; i++) {
      const across = i % 2 === 0;
      cut(0.5, across);
      if (Math.max(wide, tall) < 0.5) continue;
      const d = across ? `M${left + wide},${bottom}V${bottom - tall}` : `M${left},${bottom - tall}H${left + wide}`;
      picture.append(svg("path", { d, class: "x-link" }));
    }
    cut(p * 2 ** whole, whole % 2 === 0);
    picture.append(svg("rect", { x: left, y: bottom - tall, width: wide, height: tall, class: "x-p" }));
    if (Math.max(wide, tall) < 6) picture.append(svg("circle", { cx: left, cy: bottom, r: 11, class: "x-ring" }));
    picture.append(
      svg("text", { x: DIAL.x, y: bottom + 21, "text-anchor": "middle" }, `what is left of the square: ${oneIn(p)}`),
    );
    pictures.append(picture);
  }

  function draw() {
    const place = placeOf(model.get("p"));
    const p = chances[place];
    const event = events[nearest[place]];
    const exact = event.place === place;
    const [low, high] = [Math.floor(bits[place]), Math.ceil(bits[place])];
    range.value = place;
    range.setAttribute("aria-valuetext", `${oneIn(p)}, ${precise(bits[place])} bits`);
    pick.value = exact ? String(nearest[place]) : "";
    root.dataset.p = p;
    pictures.replaceChildren();
    drawDial(place);
    drawSquare(p);
    put("chance", oneIn(p));
    for (const [unit, table] of Object.entries(model.get("information"))) put(unit, precise(table[place]));
    put("heads", low === high ? String(low) : `between ${low} and ${high}`);
    say(
      exact
        ? `Exactly as likely: ${event.name} (${event.because}).`
        : `Nearest everyday event: ${event.name}, ${oneIn(chances[event.place])}.`,
    );
  }

  return follow(model, ["p"], draw);
}
