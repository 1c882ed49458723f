import { copier, frame } from "./frame.mjs";
import { guessing } from "./guesses.mjs";
import { label, path, picture } from "./picture.mjs";
import { shelf } from "./shelf.mjs";
import { bits, choice, OWN_KEYS, readouts, show, svg, tag, write } from "./ui.mjs";
import { fill, words } from "./words.mjs";

const say = words.guessing_game;
const ROWS = ["qwertyuiop", "asdfghjkl", "zxcvbnm", " "];
const SHOWN = 150; // symbols of the text that stay in view
const named = (letter) => (letter === " " ? say.space : letter);

// A game goes on where it was left, on this device.
const games = shelf("guessing-game", (part) => typeof part === "string" || Array.isArray(part));
function kept(model) {
  const game = games.read();
  return (game.guesses?.length || game.tried?.length) && fits(game, model) ? game : undefined;
}

// Whether controls are the state of a game; what each takes alone, its rule has checked.
export function fits({ text, guesses, tried }, model) {
  const rest = model.get("texts")[text]?.slice(model.get("given"));
  const wrong = new Set(tried);
  return (
    guesses.length <= rest?.length &&
    wrong.size === tried.length &&
    !wrong.has(rest[guesses.length])
  );
}

export function render({ model, el }) {
  const parts = frame(el, model, say);
  const state = () => {
    const [which, guesses, tried] = ["text", "guesses", "tried"].map((name) => model.get(name));
    const passage = model.get("texts")[which];
    const at = model.get("given") + guesses.length;
    return { which, guesses, tried, passage, at, wanted: passage[at] };
  };

  function guess(letter) {
    const { guesses, tried, wanted } = state();
    if (wanted === undefined || tried.includes(letter)) return;
    if (letter !== wanted) write(model, { tried: [...tried, letter] });
    else write(model, { guesses: [...guesses, tried.length + 1], tried: [] });
  }

  function sentence({ guesses, tried, passage, at, wanted }, found) {
    if (wanted === undefined) return fill(say.done, { mean: show(found.mean, 2) });
    if (tried.length) {
      const letter = named(tried[tried.length - 1]);
      return fill(say.wrong, { letter, tried: tried.map(named).join(", ") });
    }
    const n = guesses.length;
    if (n === 0) return fill(say.start, { text: passage.slice(0, at) });
    const cost = bits(found.costs[n - 1], 2);
    return fill(say.right, { letter: named(passage[at - 1]), n: guesses[n - 1], cost });
  }

  const keyboard = tag("div", { class: "x-keys", role: "group", "aria-label": say.keyboard });
  const keys = {};
  for (const row of ROWS) {
    const line = tag("div");
    for (const letter of row) {
      keys[letter] = tag("button", { type: "button", ...OWN_KEYS }, named(letter));
      keys[letter].addEventListener("click", ({ detail }) => {
        guess(letter);
        // A key that was wrong is shut, and one that was clicked must not take the space bar.
        if (detail > 0 || keys[letter].disabled) parts.root.focus({ preventScroll: true });
      });
      line.append(keys[letter]);
    }
    keyboard.append(line);
  }
  parts.handle.append(keyboard);
  // Letters reach the game from inside it, and from a page where nothing has the focus while
  // the text is in view: the game has it from then on.
  parts.root.tabIndex = -1;
  const inView = () => {
    const { top, bottom } = parts.scene.place.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  };
  const type = (event) => {
    const { target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || target.matches("input")) return;
    const inside = parts.root.contains(target);
    if (!inside && !(target === document.body && inView())) return;
    const letter = event.key.toLowerCase();
    // Space and Enter press what has the focus, as everywhere; the game itself takes a space.
    if (!/^[a-z]$/.test(letter) && !(letter === " " && target === parts.root)) return;
    event.preventDefault();
    event.stopPropagation();
    if (!inside) parts.root.focus({ preventScroll: true });
    guess(letter);
  };
  parts.root.addEventListener("keydown", type);
  document.addEventListener("keydown", type);
  const put = readouts(parts.numbers, { bits: say.bits_each });
  const anew = { guesses: [], tried: [] };
  choice(parts.more, model, { name: "text", label: say.text, options: say.texts, also: anew });
  const putMore = readouts(parts.more, {
    letters: say.letters,
    first: say.first_try,
    guesses: say.guesses,
    bounds: say.bounds,
  });
  const share = tag("div", { class: "x-buttons" });
  parts.numbers.append(share);
  copier(share, say.share, () => {
    const { guesses } = state();
    const { mean, error } = guessing(guesses);
    const said = { mean: show(mean, 1), error: show(error, 1), n: guesses.length };
    const link = model.address && location.href.replace(/[?#].*/, "");
    return fill(link ? say.result : say.result_here, { ...said, link });
  });

  // A game that came by a link is a visit: the reader's own stays on the device, to go back to.
  let own;
  const visit = tag("div", { class: "x-buttons" });
  const back = tag("button", { type: "button", ...OWN_KEYS }, say.back);
  const note = tag("span", {}, say.visit);
  parts.numbers.append(visit);
  back.addEventListener("click", () => {
    const game = own;
    own = undefined;
    write(model, game);
    parts.root.focus({ preventScroll: true });
  });
  function keep(game) {
    const mine = kept(model);
    if (model.byLink) own = JSON.stringify(mine) === JSON.stringify(game) ? undefined : mine;
    if (!own) games.keep(game);
    visit.replaceChildren(...(own ? [back, note] : []));
  }

  // The text so far; under each letter, at which guess it was found.
  function drawText(into, { passage, at, guesses, tried, wanted }) {
    const given = model.get("given");
    const from = Math.max(0, at - SHOWN);
    const letters = passage
      .slice(from, at)
      .split("")
      .map((letter, i) => {
        const n = guesses[from + i - given];
        return tag("span", { class: "x-letter" }, letter, n ? tag("sub", {}, String(n)) : "");
      });
    const blank = tag("span", { class: "x-blank", title: say.next }, "_");
    into.append(
      tag(
        "p",
        {
          class: "x-passage",
          role: "img",
          "aria-label": `${say.so_far}: ${passage.slice(from, at)}`,
        },
        from > 0 ? "…" : "",
        ...letters,
        wanted === undefined ? "" : blank,
        tried.length ? tag("span", { class: "x-tried" }, tried.map(named).join(" ")) : "",
      ),
    );
  }

  function drawBars(into, { which }, found) {
    const { equal, alone } = model.get("models")[which];
    const [low, high] = model.get("shannon");
    const most = Math.max(5, Math.ceil(found?.mean ?? 0));
    const [left, right] = [128, 300];
    const X = (v) => left + (Math.min(v, most) / most) * (right - left);
    const rows = [
      [say.equal, 0, equal, "x-wash", show(equal, 2)],
      [say.alone, 0, alone, "x-wash", show(alone, 2)],
      [say.you, 0, found?.mean ?? 0, "x-p", found ? show(found.mean, 2) : "?"],
      [say.shannon, low, high, "x-wash-q", `${low}–${high}`],
    ];
    const root = picture(into, {
      height: 176,
      describe: fill(say.describe, {
        equal: show(equal, 2),
        alone: show(alone, 2),
        you: found ? show(found.mean, 2) : "?",
        low,
        high,
      }),
    });
    for (let tick = 0; tick <= most; tick++)
      root.append(
        path(`M${X(tick)},6V142`, "x-grid"),
        label(X(tick), 156, String(tick), { anchor: "middle" }),
      );
    root.append(label((left + right) / 2, 172, say.bars, { anchor: "middle" }));
    const error = found && Number.isFinite(found.error) ? found.error : 0;
    rows.forEach(([name, from, to, look, said], k) => {
      const y = 10 + 34 * k;
      const end = look === "x-p" ? to + error : to;
      root.append(
        label(left - 8, y + 17, name, { anchor: "end" }),
        svg("rect", { x: X(from), y, width: X(to) - X(from), height: 24, class: look }),
        label(X(end) + 6, y + 17, said),
      );
    });
    const you = found?.mean ?? 0;
    root.append(path(`M${X(Math.max(0, you - error))},90H${X(you + error)}`, "x-hand"));
  }

  function draw() {
    const now = state();
    const { guesses, tried, passage, wanted } = now;
    const n = guesses.length;
    const found = n > 0 ? guessing(guesses) : undefined;
    parts.scene.draw((into) => drawText(into, now));
    parts.second.draw((into) => drawBars(into, now, found));
    for (const [letter, key] of Object.entries(keys))
      key.disabled = wanted === undefined || tried.includes(letter);
    share.hidden = n < 2;
    const error = n > 1 ? show(found.error, 2) : "∞";
    put("bits", found ? fill(say.estimate, { mean: show(found.mean, 2), error }) : say.none);
    putMore("letters", `${n} / ${passage.length - model.get("given")}`);
    const first = guesses.filter((r) => r === 1).length;
    putMore("first", n ? `${show((100 * first) / n, 0)} %` : say.none);
    putMore("guesses", String(guesses.reduce((a, b) => a + b, 0) + tried.length));
    const range = found && { low: show(found.low, 2), high: show(found.high, 2) };
    putMore("bounds", range ? fill(say.range, range) : say.none);
    parts.say(sentence(now, found));
    parts.root.dataset.guesses = JSON.stringify(guesses);
    parts.root.dataset.tried = String(tried.length);
    keep({ text: now.which, guesses, tried });
  }

  const untouched = state().guesses.length === 0 && state().tried.length === 0;
  if (untouched && kept(model)) write(model, kept(model));
  const stop = parts.show(draw);
  return () => {
    stop();
    document.removeEventListener("keydown", type);
  };
}
