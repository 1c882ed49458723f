import { frame } from "./frame.mjs";
import { answer, codesLeft, partSizes, question, rival } from "./codebreaking.mjs";
import { entropy } from "./measures.mjs";
import { label, path, picture } from "./picture.mjs";
import { bits, buttons, OWN_KEYS, readouts, show, svg, tag, write } from "./ui.mjs";
import { fill, words } from "./words.mjs";

const say = words.mastermind;
const MOST = 8; // guesses
const DIGITS = 3;
const LOOKS = ["x-wash", "x-wash-q"]; // of guesses, in turn
const codesInAll = codesLeft([], "").length;

// Codes are whole, and nothing is guessed at nothing or after the hit.
export const fits = ({ draft, guesses, secret }) =>
  [draft, ...guesses, secret ?? draft].every((code) => code.length === 4) &&
  (guesses.length === 0 || secret !== null) &&
  !guesses.slice(0, -1).includes(secret);

// What is left after each guess, from all codes on.
const counts = (guesses, secret) =>
  [0, ...guesses].map((_, n) => codesLeft(guesses.slice(0, n), secret).length);

// Four buttons with a digit each: a press turns it, and a digit can be typed.
function makeSlots(place, get, set) {
  const row = tag("div", { class: "x-slots", role: "group", "aria-label": say.places });
  const turn = (i, digit) =>
    set([...get()].map((old, j) => (j === i ? String(digit) : old)).join(""));
  const slots = [0, 1, 2, 3].map((i) =>
    tag("button", {
      type: "button",
      onclick: () => turn(i, (Number(get()[i]) + 1) % 6),
      ...OWN_KEYS,
    }),
  );
  row.addEventListener("keydown", (event) => {
    const i = slots.indexOf(event.target);
    if (i < 0 || !/^[0-5]$/.test(event.key)) return;
    event.preventDefault();
    turn(i, event.key);
    slots[Math.min(i + 1, 3)].focus();
  });
  row.append(...slots);
  place.append(tag("p", {}, say.places), row);
  return () =>
    slots.forEach((slot, i) => {
      const digit = get()[i];
      slot.textContent = digit;
      slot.setAttribute("aria-label", fill(say.slot, { i: i + 1, digit }));
    });
}

// The game: every guess brings bits, and both players get all of them in the end.
export function render({ model, el }) {
  const parts = frame(el, model, say);
  const get = (name) => model.get(name);
  const over = () => get("guesses").length === MOST || get("guesses").includes(get("secret"));
  const left = () => codesLeft(get("guesses"), get("secret"));
  const anyCode = () => codesLeft([], "")[Math.floor(Math.random() * codesInAll)];
  const games = new Map(); // the computer's, by the secret
  const rivals = (secret) => {
    if (!games.has(secret)) games.set(secret, rival(secret, get("opening")));
    return games.get(secret);
  };

  const syncSlots = makeSlots(
    parts.handle,
    () => get("draft"),
    (draft) => write(model, { draft }),
  );
  const row = buttons(parts.handle, {
    [say.guess]: () =>
      write(model, {
        secret: get("secret") ?? anyCode(),
        guesses: [...get("guesses"), get("draft")],
      }),
    [say.new]: () => write(model, { secret: null, guesses: [] }),
  });
  const put = readouts(parts.numbers, { worth: say.worth, told: say.told });
  const ask = buttons(parts.more, {
    [say.ask]: () =>
      write(model, { draft: get("guesses").length ? question(left()) : get("opening") }),
  });
  const putMore = readouts(parts.more, {
    left: say.left,
    mean_left: say.mean_left,
    worst: say.worst,
  });

  // A player's guesses, and above them the bar of bits that they have brought.
  function drawBoard(into, name, guesses, secret, shown, describe) {
    const [start, end] = [6, 334];
    const X = (n) => start + (Math.log2(codesInAll / n) / Math.log2(codesInAll)) * (end - start);
    const drawing = picture(into, { height: 66 + 19 * MOST, describe });
    const sizes = counts(guesses, secret);
    drawing.append(
      label(start, 14, name, { look: "x-strong" }),
      label(end, 14, fill(say.end, { n: show(Math.log2(codesInAll)) }), { anchor: "end" }),
      svg("rect", { x: start, y: 20, width: end - start, height: 20, class: "x-node" }),
    );
    guesses.forEach((guess, i) => {
      const [from, to] = [X(sizes[i]), X(sizes[i + 1])];
      const [black, white] = answer(guess, secret);
      const y = 60 + 19 * i;
      const text = fill(say.row, { n: i + 1, guess: shown ? guess : say.hidden });
      const told = shown ? fill(say.answer, { black, white }) : "";
      drawing.append(
        svg("rect", { x: from, y: 20, width: to - from, height: 20, class: LOOKS[i % 2] }),
        label(start, y, text, { look: "x-strong" }),
        label(84, y, told),
        label(end, y, bits(Math.log2(sizes[i] / sizes[i + 1]), 2), { anchor: "end" }),
      );
    });
    drawing.append(path(`M${start},${62 + 19 * MOST}H${end}`, "x-grid"));
  }

  function sentence(guesses, secret, done) {
    if (!guesses.length) return fill(say.start, { n: codesInAll });
    const n = guesses.length;
    const sizes = counts(guesses, secret);
    const last = bits(Math.log2(sizes[n - 1] / sizes[n]), DIGITS);
    if (guesses.at(-1) === secret) {
      const all = bits(Math.log2(codesInAll), DIGITS);
      return fill(say.found, { n, bits: last, all, rival: rivals(secret).length });
    }
    if (done) return fill(say.lost, { n, secret, rival: rivals(secret).length });
    const [guess] = guesses.slice(-1);
    const [black, white] = answer(guess, secret);
    const before = codesLeft(guesses.slice(0, -1), secret);
    const worth = bits(
      entropy(partSizes(guess, before).map((size) => size / before.length)),
      DIGITS,
    );
    return fill(say.last, {
      guess,
      black,
      white,
      left: sizes[n],
      of: sizes[n - 1],
      bits: last,
      worth,
    });
  }

  return parts.show(() => {
    const [draft, guesses, secret] = [get("draft"), get("guesses"), get("secret")];
    const done = over();
    const codes = left();
    const sizes = partSizes(draft, codes);
    const mine = guesses.join(", ") || say.none;
    const told = Math.log2(codesInAll / codes.length);
    syncSlots();
    row.firstChild.disabled = ask.firstChild.disabled = done;
    parts.root.dataset.draft = draft;
    parts.root.dataset.guesses = guesses.join(" ");
    parts.root.dataset.secret = String(secret);
    const theirs = guesses.length ? rivals(secret).slice(0, done ? MOST : guesses.length) : [];
    parts.scene.draw((into) =>
      drawBoard(
        into,
        say.you,
        guesses,
        secret,
        true,
        fill(say.describe_you, { guesses: mine, bits: bits(told, DIGITS) }),
      ),
    );
    parts.second.draw((into) =>
      drawBoard(
        into,
        say.rival,
        theirs,
        secret,
        done,
        fill(say.describe_rival, { guesses: done ? theirs.join(", ") : say.hidden }),
      ),
    );
    put("worth", bits(entropy(sizes.map((n) => n / codes.length)), DIGITS));
    put("told", bits(told, DIGITS));
    putMore("left", String(codes.length));
    putMore("mean_left", show(sizes.reduce((sum, n) => sum + n * n, 0) / codes.length));
    putMore("worst", String(Math.max(...sizes)));
    parts.say(sentence(guesses, secret, done));
  });
}
