// The controls that explorers share: native elements, no framework.

import { fill, words } from "./words.mjs";

const SVG = "http://www.w3.org/2000/svg";

function build(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false)
      node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children);
  return node;
}

// An HTML element: tag("p", { class: "note" }, "text", child, ...)
export const tag = (name, attributes = {}, ...children) =>
  build(document.createElement(name), attributes, children);

// An SVG element, the same way.
export const svg = (name, attributes = {}, ...children) =>
  build(document.createElementNS(SVG, name), attributes, children);

// A number as the page prints it: fixed digits, no minus zero, infinity as a sign and for null.
export function show(value, digits = 3) {
  if (value === null || value === Infinity) return "∞";
  if (value === -Infinity) return "−∞";
  const text = value.toFixed(digits);
  return Number(text) === 0 ? (0).toFixed(digits) : text.replace("-", "−");
}

// Bits, as the page prints them.
export const bits = (value, digits = 4) => fill(words.common.bits, { n: show(value, digits) });

// How many decimals, two or more, a sum and its parts need to add up as they are printed.
export function decimalsThatAdd(total, parts) {
  const rounded = (value, digits) => Math.round(value * 10 ** digits);
  const adds = (digits) =>
    rounded(total, digits) === parts.reduce((sum, part) => sum + rounded(part, digits), 0);
  return [2, 3, 4, 5].find(adds) ?? 2;
}

let count = 0;
export const freshId = (name) => `x-${name}-${++count}-${Math.random().toString(36).slice(2, 8)}`;

// What waits for the end of a `write`.
let waiting = null;

// Run `update` now and on every change of the named traits, once for those that change
// together; returns the way to stop.
export function follow(model, names, update) {
  const heed = () => (waiting ? waiting.add(update) : update());
  for (const name of names) model.on(`change:${name}`, heed);
  update();
  return () => names.forEach((name) => model.off(`change:${name}`, heed));
}

// Write traits from the page: to Python in Jupyter, to the page's own state elsewhere.
export function write(model, values) {
  const updates = (waiting = new Set());
  try {
    for (const [name, value] of Object.entries(values)) model.set(name, value);
  } finally {
    waiting = null;
  }
  updates.forEach((update) => update());
  model.save_changes();
}

// JupyterLab takes arrow keys away from anything without this attribute.
export const OWN_KEYS = { "data-lm-suppress-shortcuts": "true" };

// A labelled range with a number box beside it. `get` and `set` reach the value; call
// the returned function after each change to bring both in line with it.
export function slider(parent, { label, min, max, step, digits = 2, name, get, set, spoken }) {
  const id = freshId(name);
  const range = tag("input", {
    id,
    type: "range",
    min,
    max,
    step,
    "data-control": name,
    ...OWN_KEYS,
  });
  const box = tag("input", {
    type: "number",
    min,
    max,
    step,
    "aria-label": fill(words.common.box, { label }),
    "data-box": name,
    ...OWN_KEYS,
  });
  const clamp = (value) => Math.min(max, Math.max(min, value));
  range.addEventListener("input", () => set(Number(range.value)));
  box.addEventListener("change", () => {
    if (box.value !== "" && Number.isFinite(Number(box.value))) set(clamp(Number(box.value)));
    sync();
  });
  parent.append(tag("div", { class: "x-row" }, tag("label", { for: id }, label), range, box));
  function sync() {
    const value = get();
    if (Number(range.value) !== value) range.value = value;
    if (box !== document.activeElement || Number(box.value) !== value)
      box.value = value.toFixed(digits);
    if (spoken) range.setAttribute("aria-valuetext", spoken(value));
  }
  return sync;
}

// A slider over one numeric trait.
export function traitSlider(parent, model, options) {
  const sync = slider(parent, {
    ...options,
    get: () => model.get(options.name),
    set: (value) => write(model, { [options.name]: value }),
  });
  follow(model, [options.name], sync);
}

// A slider for each entry of a list; they are made anew only when their number changes, so
// that the focus stays. `change` gives the traits to write when entry i becomes v.
export function listSliders(parent, model, { name, label, change, ...range }) {
  const share = { min: 0, max: 1, step: 0.01 };
  let syncs = [];
  const entry = (i) =>
    slider(parent, {
      ...share,
      ...range,
      name: `${name}${i + 1}`,
      label: label(i),
      get: () => model.get(name)[i],
      set: (value) => write(model, change(i, value)),
    });
  follow(model, [name], () => {
    const size = model.get(name).length;
    if (syncs.length !== size) {
      parent.replaceChildren();
      syncs = Array.from({ length: size }, (_, i) => entry(i));
    }
    syncs.forEach((sync) => sync());
  });
}

// A row of push buttons: buttons(parent, { "Label": action, ... }).
export function buttons(parent, actions) {
  const row = tag("div", { class: "x-buttons" });
  for (const [label, action] of Object.entries(actions))
    row.append(tag("button", { type: "button", onclick: action, ...OWN_KEYS }, label));
  parent.append(row);
  return row;
}

// One of several options, as radio buttons, bound to a trait; `also` has the values that other
// traits take with each choice.
export function choice(parent, model, { name, label, options, also = {} }) {
  const group = freshId(name);
  const inputs = {};
  const set = tag("fieldset", { class: "x-choice" }, tag("legend", {}, label));
  for (const [value, text] of Object.entries(options)) {
    const id = freshId(name);
    inputs[value] = tag("input", {
      type: "radio",
      id,
      name: group,
      value,
      "data-control": name,
      ...OWN_KEYS,
      onchange: () => write(model, { [name]: value, ...structuredClone(also) }),
    });
    set.append(tag("span", {}, inputs[value], tag("label", { for: id }, text)));
  }
  parent.append(set);
  follow(model, [name], () => {
    inputs[model.get(name)].checked = true;
  });
}

// The answers to a question, as radio buttons that are bound to nothing.
export function radios(question, texts) {
  const name = freshId("option");
  const set = tag("fieldset", { class: "x-options" }, tag("legend", {}, question));
  texts.forEach((text, value) => {
    const id = freshId("option");
    const radio = tag("input", { type: "radio", id, name, value, ...OWN_KEYS });
    set.append(tag("div", {}, radio, tag("label", { for: id }, text)));
  });
  return set;
}

// Named numbers under a picture. Returns put(key, text).
export function readouts(parent, entries) {
  const list = tag("dl", { class: "x-readouts" });
  const cells = {};
  for (const [key, label] of Object.entries(entries)) {
    cells[key] = tag("dd", { "data-value": key });
    list.append(tag("div", {}, tag("dt", {}, label), cells[key]));
  }
  parent.append(list);
  return (key, text) => {
    cells[key].textContent = text;
  };
}

// A sentence for everyone that screen readers speak once the reader stops moving.
export function teller(parent) {
  const visible = tag("p", { class: "x-says", "aria-hidden": "true" });
  const spoken = tag("p", { class: "x-spoken", role: "status", "aria-live": "polite" });
  parent.append(visible, spoken);
  let timer;
  return (text) => {
    if (visible.textContent === text) return; // said, or about to be
    visible.textContent = text;
    clearTimeout(timer);
    timer = setTimeout(() => {
      spoken.textContent = text;
    }, 400);
  };
}

// The line that replies to an answer. Call it with the text and one of "open", "right",
// "slip", "wrong": a sign in front and a colour follow from it.
export function replyLine(parent) {
  const line = tag("p", { class: "x-reply", role: "status", "aria-live": "polite" });
  parent.append(line);
  const say = (text, verdict) => {
    line.textContent = { open: "", right: "✓ ", slip: "✗ ", wrong: "✗ " }[verdict] + text;
    line.dataset.reply = verdict;
  };
  say(words.common.open, "open");
  return say;
}

// A hint, folded, where there is one.
export function hintBox(parent, hint) {
  if (!hint) return;
  parent.append(
    tag("details", {}, tag("summary", OWN_KEYS, words.common.hint), tag("p", {}, hint)),
  );
}

// The same things in an order of chance.
export function shuffled(things) {
  const order = [...things];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

// The nearest value on a grid of so many steps a unit, between two ends.
export const snap = (value, low = 0, high = 1, steps = 100) =>
  Math.round(steps * Math.min(high, Math.max(low, value))) / steps;

// Give outcome i the probability v; the others keep their proportions, to four decimals: an
// address stays short. The largest of them makes the sum 1.
export function withShare(p, i, v) {
  const others = p.map((_, j) => j).filter((j) => j !== i);
  const rest = others.reduce((sum, j) => sum + p[j], 0);
  const tenThousandths = p.map((x, j) => {
    if (j === i) return Math.round(1e4 * v);
    return Math.round(1e4 * (rest > 0 ? (x * (1 - v)) / rest : (1 - v) / (p.length - 1)));
  });
  const largest = others.reduce((a, b) => (tenThousandths[b] > tenThousandths[a] ? b : a));
  tenThousandths[largest] += 1e4 - tenThousandths.reduce((sum, x) => sum + x, 0);
  return tenThousandths.map((x) => x / 1e4);
}

// Random numbers in [0, 1) that a seed brings back: an explorer's trait can hold them all.
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let z = Math.imul(state ^ (state >>> 15), state | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 4294967296;
  };
}
