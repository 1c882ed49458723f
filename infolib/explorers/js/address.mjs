// The state of an explorer in an address: "#two_coins?a=0.3&b=0.6" has the controls that
// differ from their defaults. `controls` says for each what it takes, as Python wrote it.

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

// The most characters of a text that an address holds; a longer one is left out.
export const LINKED = 2000;

export function toAddress(name, controls, get) {
  const fits = (key) => !controls[key].text || get(key).length <= LINKED;
  const moved = Object.keys(controls).filter(
    (key) => !same(get(key), controls[key].default) && fits(key),
  );
  // Commas may stand in an address as they are: a list takes a third of the room.
  const text = (key) => encodeURIComponent(String(get(key))).replaceAll("%2C", ",");
  const parts = moved.map((key) => `${key}=${text(key)}`);
  return parts.length ? `#${name}?${parts.join("&")}` : `#${name}`;
}

// The value that a text stands for, or undefined if the control does not take it.
function valueOf(text, takes) {
  if (takes.options) return takes.options.find((option) => String(option) === text);
  if (takes.each) {
    const values = text === "" ? [] : text.split(",").map((part) => valueOf(part, takes.each));
    const sum = values.reduce((total, value) => total + value, 0);
    const fits = values.length >= takes.least && values.length <= takes.most;
    const known = !values.includes(undefined);
    const whole = takes.sum === undefined || Math.abs(sum - takes.sum) < 1e-9;
    return fits && known && whole ? values : undefined;
  }
  if (takes.text) return text.length <= takes.most ? text : undefined;
  if (takes.letters) {
    const known = [...text].every((letter) => takes.letters.includes(letter));
    return known && text.length <= takes.most ? text : undefined;
  }
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value)) return undefined;
  if (takes.grid) {
    const near = (place) => Math.abs(place - value) < 1e-9 * Math.abs(place) + 1e-15;
    return takes.grid.find(near);
  }
  const inside = value >= (takes.low ?? -Infinity) && value <= (takes.high ?? Infinity);
  return inside && (!takes.whole || Number.isInteger(value)) ? value : undefined;
}

// The name in an address and its part with values, or nothing if it speaks of no explorer.
export const nameIn = (hash) => /^#(\w+)(?:\?(.*))?$/.exec(hash)?.slice(1) ?? [];

// All values that an address gives, defaults included; undefined if one of them is none.
export function fromAddress(query, controls) {
  const values = {};
  for (const [name, { default: first }] of Object.entries(controls)) values[name] = first;
  try {
    for (const part of (query ?? "").split("&").filter(Boolean)) {
      const [name, text] = part.split(/=(.*)/s);
      if (!Object.hasOwn(controls, name)) return undefined;
      values[name] = valueOf(decodeURIComponent(text ?? ""), controls[name]);
    }
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
  return Object.values(values).includes(undefined) ? undefined : values;
}
