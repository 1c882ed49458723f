// What a reader types as a number, read without evaluating any code: a numeral such as 1.30,
// or a formula such as 5 ln 2. The functions here throw a SyntaxError that says what cannot
// be read, and where.

import { fill, words } from "./words.mjs";

const CONSTANTS = { e: Math.E, pi: Math.PI, π: Math.PI, inf: Infinity, infinity: Infinity };
const FUNCTIONS = {
  ln: Math.log,
  lb: Math.log2,
  log2: Math.log2,
  log10: Math.log10,
  sqrt: Math.sqrt,
  "√": Math.sqrt,
  exp: Math.exp,
};
const FRACTIONS = { "½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅛": 1 / 8 };
const SIGNS = { "−": "-", "·": "*", "×": "*", "÷": "/", "**": "^" };
const TOKENS = [
  ["number", /(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[-−+]?\d+)?/iy],
  ["fraction", /[½⅓⅔¼¾⅛]/y],
  ["word", /log_?(?:10|2|₁₀|₂)|[a-z]+|[π∞√]/iy],
  ["sign", /\*\*|[-−+*·×/÷^()%]/y],
];
const NAMES = { "∞": "inf", "log₂": "log2", "log₁₀": "log10" };

function fail(what, values) {
  throw new SyntaxError(fill(words.expression[what], values));
}

function tokens(text) {
  const found = [];
  let at = 0;
  const match = ([kind, pattern]) => {
    pattern.lastIndex = at;
    const [what] = pattern.exec(text) || [];
    return what && { kind, text: what, start: at, end: at + what.length };
  };
  for (;;) {
    while (/\s/.test(text[at])) at += 1;
    const rest = { kind: "other", text: text.slice(at), start: at, end: text.length };
    if (at === text.length) return [...found, { ...rest, kind: "end" }];
    const token = TOKENS.map(match).find(Boolean) || rest;
    token.name = token.text.toLowerCase().replace("_", "");
    token.name = SIGNS[token.name] || NAMES[token.name] || token.name;
    found.push(token);
    at = token.end;
  }
}

// The value of one numeral. 1,320 may be either of two numbers, so it is neither.
function numeral(text) {
  const [, whole, thousands] = /^([1-9]\d{0,2}),(\d{3})$/.exec(text) || [];
  if (whole) {
    fail("comma", { text, whole, thousands });
  }
  return Number(text.replace(",", ".").replace("−", "-"));
}

// The value of a formula. It binds, from loosest to tightest: + −; * / and nothing at all
// (5 ln 2); a sign; ^, from the right; %. Whatever can be read in two ways is refused.
export function evaluate(text) {
  const all = tokens(text);
  let next = 0;
  let bare = ""; // the function just read if its argument has no parentheses
  const token = () => all[next];
  const before = () => text.slice(0, token().start).trim();
  const take = (...names) => names.includes(token().name) && all[next++];
  const opens = () => token().name === "(" || ["number", "fraction", "word"].includes(token().kind);

  function stop() {
    const { kind, text: what } = token();
    if (kind === "end") fail("missing", { before: before() });
    fail(before() ? "unknown_after" : "unknown", { what, before: before() });
  }
  function checked(value, start, ...from) {
    const grown = !Number.isFinite(value) && from.every(Number.isFinite);
    const part = text.slice(start, all[next - 1].end);
    if (Number.isNaN(value) || grown) fail("impossible", { part });
    return value;
  }

  function sum() {
    const { start } = token();
    let value = product();
    for (;;) {
      const sign = take("+", "-");
      if (!sign) return value;
      const other = product();
      const both = sign.name === "+" ? value + other : value - other;
      value = checked(both, start, value, other);
    }
  }
  function product() {
    const { start } = token();
    let value = signed();
    let divided = false;
    for (;;) {
      const sign = take("*", "/");
      if (!sign && !opens()) return value;
      if (bare && sign?.name !== "*") fail("argument", { name: bare });
      if (!sign && divided) fail("divided", { before: before() });
      if (!sign && token().name !== "(" && token().kind !== "word") stop();
      const other = sign ? signed() : power();
      divided = sign?.name === "/";
      value = checked(divided ? value / other : value * other, start, value, other);
    }
  }
  function signed() {
    const sign = take("-", "+");
    const value = power();
    return sign?.name === "-" ? -value : value;
  }
  function power() {
    const { start } = token();
    let value = atom();
    if (take("%")) value /= 100;
    if (!take("^")) return value;
    const exponent = signed();
    return checked(value ** exponent, start, value, exponent);
  }
  function atom() {
    const { kind, name, text: what, start, end } = token();
    if (kind === "word" && Object.hasOwn(FUNCTIONS, name)) {
      next += 1;
      return call(FUNCTIONS[name], what, start, end);
    }
    if (["log", "lg"].includes(name)) fail("base", { what });
    let value;
    if (kind === "number" || kind === "fraction") {
      next += 1;
      value = checked(kind === "number" ? numeral(what) : FRACTIONS[what], start);
      const mixed = kind === "number" && token().kind === "fraction" && token().start === end;
      if (mixed) value += FRACTIONS[all[next++].text]; // 1½
    } else if (kind === "word" && Object.hasOwn(CONSTANTS, name)) {
      next += 1;
      value = CONSTANTS[name];
    } else if (name === "(") value = group();
    else stop();
    bare = "";
    return value;
  }
  function group() {
    next += 1;
    const value = sum();
    if (token().kind === "end") fail("bracket", { before: before() });
    if (!take(")")) stop();
    return value;
  }
  function call(f, name, start, end) {
    const grouped = token().name === "(";
    const glued = token().start === end && token().kind === "number" && /\d$/.test(name);
    if (glued) fail("glued", { name });
    const value = grouped ? group() : signed();
    bare = grouped || name === "√" ? "" : name;
    // The logarithm of 0 is minus infinity in this course; nothing else makes an infinity.
    const infinite = value === 0 && f(0) === -Infinity;
    return infinite ? -Infinity : checked(f(value), start, value);
  }

  const value = sum();
  if (token().kind !== "end") stop();
  return value;
}

const NUMERAL =
  /^[-−+]?(\d*)([.,]\d*)?(?:(?:e|\s*[*·×]\s*10\s*(?:\^|\*\*)\s*)([-−+]?\d+))?\s*(%?)$/i;

// Read a text: its value, the unit of its last digit, and how many significant digits it has.
// A formula is exact: its unit is 0. The zeros at the end of 280 only fill places, as long as
// two digits are left.
export function read(text) {
  const value = evaluate(text);
  const [plain, whole = "", rest, exponent = "0", percent] = NUMERAL.exec(text.trim()) || [];
  if (plain === undefined || value === 0) return { value, unit: 0, digits: Infinity };
  const decimals = rest ? rest.length - 1 : 0;
  const digits = (whole + (rest || "").slice(1)).replace(/^0+/, "").length;
  const zeros = rest ? 0 : /0*$/.exec(whole)[0].length;
  const filling = Math.max(0, Math.min(zeros, digits - 2));
  const place = Number(exponent.replace("−", "-")) - decimals - (percent ? 2 : 0) + filling;
  return { value, unit: 10 ** place, digits: digits - filling };
}
