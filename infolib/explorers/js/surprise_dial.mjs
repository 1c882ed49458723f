import { dot, drag, knob, label, path, picture } from "./picture.mjs";
import { frame } from "./frame.mjs";
import { bits, buttons, freshId, OWN_KEYS, readouts, show, svg, tag, write } from "./ui.mjs";
import { fill, words } from "./words.mjs";

const say = words.surprise_dial;
const DIAL = { height: 192, x: 170, y: 178, radius: 138, most: 30 };
const SQUARE = { height: 208, side: 176, left: 82, top: 6, cuts: 18 };

// A place on the dial: `value` bits along the half circle, `out` away from its middle.
function onDial(value, out = 1) {
  const angle = Math.PI * (1 - value / DIAL.most);
  const long = DIAL.radius * out;
  return [DIAL.x + long * Math.cos(angle), DIAL.y - long * Math.sin(angle)];
}

const arc = (from, to, out = 1) => {
  const long = DIAL.radius * out;
  return `M${onDial(from, out).join()}A${long},${long} 0 0 1 ${onDial(to, out).join()}`;
};

const track = (i) => 0.84 - 0.09 * i; // where on the dial guess i is compared with the truth

// The formatters, by their decimals: to make one takes longer than to draw the dial.
const counts = [0, 1, 2].map((d) => new Intl.NumberFormat("en-US", { maximumFractionDigits: d }));
const count = (n, decimals) => counts[decimals].format(n);
// 1/p as a count: all its digits if it is large, two decimals if it is small.
const oneIn = (p) => fill(say.one_in, { n: count(1 / p, p > 0.01 ? 2 : 0) });
const times = (factor) => count(factor, factor < 10 ? 1 : 0);

// The place in a list of the value nearest to this one.
const nearestIn = (values, wanted) => {
  const away = values.map((value) => Math.abs(value - wanted));
  return away.indexOf(Math.min(...away));
};

// Small surprises keep their first digits.
const digits = (value) => (value > 0 && value < 0.01 ? 6 : 3);
const precise = (value) => show(value, digits(value));
const inBits = (value) => bits(value, digits(value));

// One probability on a logarithmic scale: as a dial of bits, and as a square cut in half.
// The reader says where events lie on it, and is told.
export function render({ model, el }) {
  const parts = frame(el, model, say);
  const chances = model.get("chances");
  const surprise = model.get("information").bits;
  const events = model.get("events");
  const nearest = model.get("nearest");
  const asked = model.get("asked").map((i) => events[i]);
  const turn = (place) => write(model, { p: chances[place] });
  const here = () => nearestIn(chances, model.get("p"));

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
  pick.append(tag("option", { value: "" }, say.choose));
  events.forEach((event, i) => pick.append(tag("option", { value: i }, event.name)));
  const row = (input, text) =>
    tag("div", { class: "x-row" }, tag("label", { for: input.id }, text), input);
  const question = tag("p", { class: "x-riddle" });
  parts.handle.append(question, row(range, say.hand));
  const reveal = buttons(parts.handle, {
    [say.reveal]: () => write(model, { guesses: [...model.get("guesses"), here()] }),
  }).firstChild;
  const put = readouts(parts.numbers, { bits: say.surprise, off: say.off });
  parts.more.append(row(pick, say.events));
  const putMore = readouts(parts.more, say.readouts);
  const answers = tag("ol");
  parts.more.append(answers);

  function drawDial(into, now, guesses) {
    const drawing = picture(into, {
      height: DIAL.height,
      describe: fill(say.describe_dial, { most: DIAL.most, bits: inBits(now) }),
    });
    drawing.append(path(arc(0, DIAL.most), "x-band"), path(arc(0, now), "x-filled"));
    for (let tick = 0; tick <= DIAL.most; tick += 5) {
      const [x, y] = onDial(tick, 1.15);
      drawing.append(label(x, y + 4, String(tick), { anchor: "middle" }));
    }
    // What was guessed (a ring), what it is (a disc), and the way between them.
    asked.forEach((event, i) => {
      const made = i < guesses.length;
      const guess = made ? surprise[guesses[i]] : now;
      const truth = made ? surprise[event.place] : now;
      const out = track(i);
      const ends = [Math.min(guess, truth), Math.max(guess, truth)];
      drawing.append(
        path(arc(...ends, out), i === guesses.length - 1 ? "x-error x-latest" : "x-error"),
        dot(...onDial(guess, out), made ? 4 : 0, "x-ring"),
        dot(...onDial(truth, out), made ? 5 : 0, "x-q"),
      );
    });
    drawing.append(
      path(`M${DIAL.x},${DIAL.y}L${onDial(now, 0.9).join()}`, "x-hand"),
      dot(DIAL.x, DIAL.y, 7),
    );
    const follow = (x, y) => {
      const angle = Math.atan2(Math.max(0, DIAL.y - y), x - DIAL.x);
      turn(nearestIn(surprise, DIAL.most * (1 - angle / Math.PI)));
    };
    drag(drawing, "tap", follow);
    knob(drawing, ...onDial(now), "both", follow);
  }

  // Cut a square in half as often as there are whole bits, then by what is left over.
  function drawSquare(into, p) {
    const { height, side, left, top, cuts } = SQUARE;
    const bottom = top + side;
    const drawing = picture(into, {
      height,
      describe: fill(say.describe_square, { chance: oneIn(p) }),
    });
    const block = (width, tall, look) =>
      svg("rect", { x: left, y: bottom - tall, width, height: tall, class: look });
    drawing.append(block(side, side, "x-node"));
    let [wide, tall] = [side, side];
    const whole = Math.floor(-Math.log2(p) + 1e-9);
    for (let i = 0; i < Math.max(whole, cuts); i++) {
      const across = i % 2 === 0;
      if (i < whole && across) wide /= 2;
      else if (i < whole) tall /= 2;
      if (i >= cuts) continue; // too small to be seen
      const upright = `M${left + wide},${bottom}V${bottom - tall}`;
      const level = `M${left},${bottom - tall}H${left + wide}`;
      drawing.append(path(across ? upright : level, "x-link"));
    }
    const rest = p * 2 ** whole;
    if (whole % 2 === 0) wide *= rest;
    else tall *= rest;
    const small = Math.max(wide, tall) < 6;
    const said = fill(say.left_over, { chance: oneIn(p) });
    drawing.append(
      block(wide, tall, "x-p"),
      dot(left, bottom, small ? 11 : 0, "x-ring"),
      label(DIAL.x, bottom + 21, said, { anchor: "middle" }),
    );
  }

  const result = (guess, event) => {
    const off = surprise[guess] - surprise[event.place];
    const how = { "-1": say.too_likely, 0: say.exact, 1: say.too_rare };
    return fill(how[Math.sign(off)], {
      event: event.name,
      because: event.because,
      chance: oneIn(chances[event.place]),
      bits: inBits(surprise[event.place]),
      guess: inBits(surprise[guess]),
      factor: times(2 ** Math.abs(off)),
    });
  };

  function sentence(place, heads, guesses) {
    if (guesses.at(-1) === place) return result(place, asked[guesses.length - 1]);
    const event = events[nearest[place]];
    const chance = fill(say.as_heads, { chance: oneIn(chances[place]), heads });
    if (asked.slice(guesses.length).includes(event)) return chance; // that would tell
    const { name, because } = event;
    if (event.place === place) return `${chance} ${fill(say.just, { name, because })}`;
    return `${chance} ${fill(say.near, { name, chance: oneIn(chances[event.place]) })}`;
  }

  // What changes with a reveal only.
  let known = "";
  function drawAnswers(guesses) {
    if (known === JSON.stringify(guesses)) return;
    known = JSON.stringify(guesses);
    const next = asked[guesses.length];
    const at = { k: guesses.length + 1, of: asked.length };
    question.textContent = next ? fill(say.question, { ...at, event: next.name }) : say.done;
    reveal.disabled = !next;
    parts.root.dataset.guesses = known;
    const listed = guesses.map((guess, i) => {
      const { name, place: truth } = asked[i];
      const both = { answer: inBits(surprise[truth]), guess: inBits(surprise[guess]) };
      return tag("li", {}, fill(say.compared, { event: name, ...both }));
    });
    answers.replaceChildren(...listed);
  }

  return parts.show(() => {
    const guesses = model.get("guesses");
    const place = here();
    const now = surprise[place];
    const event = nearest[place];
    const [low, high] = [Math.floor(now), Math.ceil(now)];
    const heads = low === high ? String(low) : fill(say.between, { low, high });
    range.value = place;
    range.setAttribute("aria-valuetext", `${oneIn(chances[place])}, ${inBits(now)}`);
    const named = events[event].place === place ? String(event) : "";
    if (pick.value !== named) pick.value = named;
    parts.root.dataset.p = chances[place];
    drawAnswers(guesses);
    parts.scene.draw((into) => drawDial(into, now, guesses));
    parts.second.draw((into) => drawSquare(into, chances[place]));
    const misses = guesses.map((guess, i) => Math.abs(surprise[guess] - surprise[asked[i].place]));
    const off = misses.reduce((sum, miss) => sum + miss, 0) / misses.length;
    put("bits", inBits(now));
    put("off", misses.length ? bits(off, 3) : say.none);
    for (const unit of ["nats", "hartleys"])
      putMore(unit, precise(model.get("information")[unit][place]));
    putMore("heads", heads);
    parts.say(sentence(place, heads, guesses));
  });
}
