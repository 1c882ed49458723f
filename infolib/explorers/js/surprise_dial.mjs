import { dot, drag, path, picture, words } from "./picture.mjs";
import {
  follow,
  frame,
  freshId,
  OWN_KEYS,
  readouts,
  show,
  svg,
  tag,
  teller,
  write,
} from "./ui.mjs";

const DIAL = { height: 214, x: 170, y: 178, radius: 138, most: 30 };

// A place on the dial: `bits` along the half circle, `out` away from its middle.
function onDial(bits, out = 1) {
  const angle = Math.PI * (1 - bits / DIAL.most);
  const long = DIAL.radius * out;
  return [DIAL.x + long * Math.cos(angle), DIAL.y - long * Math.sin(angle)];
}

const arc = (from, to) =>
  `M${onDial(from).join()}A${DIAL.radius},${DIAL.radius} 0 0 1 ${onDial(to).join()}`;

// 1/p as a count: all its digits if it is large, two decimals if it is small.
const oneIn = (p) =>
  `1 in ${(1 / p).toLocaleString("en-US", { maximumFractionDigits: p > 0.01 ? 2 : 0 })}`;

// The place in a list of the value nearest to this one.
const nearestIn = (values, wanted) => {
  const away = values.map((value) => Math.abs(value - wanted));
  return away.indexOf(Math.min(...away));
};

// Small surprises keep their first digits.
const precise = (value) => show(value, value > 0 && value < 0.01 ? 6 : 4);

// One probability on a logarithmic scale: as a dial of bits, and as a square cut in half.
export function render({ model, el }) {
  const root = frame(el, "The surprise dial");
  const chances = model.get("chances");
  const bits = model.get("information").bits;
  const events = model.get("events");
  const nearest = model.get("nearest");
  const turn = (place) => write(model, { p: chances[place] });

  const id = freshId("dial");
  const range = tag("input", {
    id,
    type: "range",
    min: 0,
    max: chances.length - 1,
    step: 1,
    "data-control": "place",
    ...OWN_KEYS,
    oninput: () => turn(Number(range.value)),
  });
  const pick = tag("select", {
    id: `${id}-event`,
    ...OWN_KEYS,
    onchange: () => pick.value !== "" && turn(events[Number(pick.value)].place),
  });
  pick.append(tag("option", { value: "" }, "choose an event"));
  events.forEach((event, i) => pick.append(tag("option", { value: i }, event.name)));
  const row = (input, label) =>
    tag("div", { class: "x-row" }, tag("label", { for: input.id }, label), input);
  root.append(row(range, "p, from certain to one in a billion"), row(pick, "Everyday events"));
  const pictures = tag("div", { class: "x-pictures" });
  root.append(pictures);
  const put = readouts(root, {
    chance: "probability p",
    bits: "in bits",
    nats: "in nats",
    hartleys: "in hartleys",
    heads: "heads in a row",
  });
  const say = teller(root);

  function drawDial(place) {
    const now = bits[place];
    const drawing = picture(pictures, {
      height: DIAL.height,
      look: "x-drag-x",
      describe: `Dial from 0 to ${DIAL.most} bits; the hand stands at ${precise(now)}`,
    });
    drawing.append(
      path(arc(0, DIAL.most), "x-grid", { "stroke-width": 16 }),
      path(arc(0, now), "x-line", { "stroke-width": 16, style: "stroke-width: 16" }),
    );
    for (let tick = 0; tick <= DIAL.most; tick += 5) {
      const [x, y] = onDial(tick, 1.15);
      drawing.append(words(x, y + 4, String(tick), { anchor: "middle" }));
    }
    events.forEach((event, i) => {
      const close = i === nearest[place];
      drawing.append(
        dot(...onDial(bits[event.place], 0.87), close ? 4.5 : 2.2, close ? "x-q" : "x-quiet"),
      );
    });
    const said = { anchor: "middle", look: "x-strong" };
    drawing.append(
      path(`M${DIAL.x},${DIAL.y}L${onDial(now, 0.8).join()}`, "x-hand"),
      dot(DIAL.x, DIAL.y, 7),
      words(DIAL.x, DIAL.y + 28, `${precise(now)} bits`, said),
    );
    drag(drawing, drawing, (x, y) => {
      const angle = Math.atan2(Math.max(0, DIAL.y - y), x - DIAL.x);
      turn(nearestIn(bits, DIAL.most * (1 - angle / Math.PI)));
    });
  }

  // Cut a square in half as often as there are whole bits, then by what is left over.
  function drawSquare(p) {
    const side = 176;
    const [left, top] = [82, 8];
    const bottom = top + side;
    const drawing = picture(pictures, {
      height: DIAL.height,
      describe:
        "A unit square cut in half again and again; what is left has the area p, " + oneIn(p),
    });
    const block = (width, height, look) =>
      svg("rect", { x: left, y: bottom - height, width, height, class: look });
    drawing.append(block(side, side, "x-node"));
    let [wide, tall] = [side, side];
    const whole = Math.floor(-Math.log2(p) + 1e-9);
    const cut = (share, across) => {
      if (across) wide *= share;
      else tall *= share;
    };
    for (let i = 0; i < whole; i++) {
      const across = i % 2 === 0;
      cut(0.5, across);
      if (Math.max(wide, tall) < 0.5) continue;
      const upright = `M${left + wide},${bottom}V${bottom - tall}`;
      const level = `M${left},${bottom - tall}H${left + wide}`;
      drawing.append(path(across ? upright : level, "x-link"));
    }
    cut(p * 2 ** whole, whole % 2 === 0);
    drawing.append(block(wide, tall, "x-p"));
    if (Math.max(wide, tall) < 6) drawing.append(dot(left, bottom, 11, "x-ring"));
    const said = `what is left of the square: ${oneIn(p)}`;
    drawing.append(words(DIAL.x, bottom + 21, said, { anchor: "middle" }));
  }

  function draw() {
    const place = nearestIn(chances, model.get("p"));
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
    for (const [unit, table] of Object.entries(model.get("information")))
      put(unit, precise(table[place]));
    put("heads", low === high ? String(low) : `between ${low} and ${high}`);
    say(
      exact
        ? `Exactly as likely: ${event.name} (${event.because}).`
        : `Nearest everyday event: ${event.name}, ${oneIn(chances[event.place])}.`,
    );
  }

  return follow(model, ["p"], draw);
}
