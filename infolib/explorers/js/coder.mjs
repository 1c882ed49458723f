// The arithmetic coder of infolib.coding and the files of EncodeIt, byte for byte: a reader's
// text is in no table. All numbers stay below 2^53, where JavaScript counts exactly.

const WHOLE = 2 ** 48;
const HALF = WHOLE / 2;
const BYTES = 256;
const [SEEN, AFTER] = [16, 512];
const none = () => Array.from({ length: BYTES }, () => 0);
export const MODELS = ["uniform", "english", "shares", "adaptive", "pairs"];

// What a model expects next: the weight of a byte, the sum of all, and how it learns.
function makeModel(name, english, counts) {
  const fixed = { uniform: none().fill(1), english, shares: counts }[name];
  if (fixed) {
    const total = fixed.reduce((a, b) => a + b, 0);
    return { weight: (x) => fixed[x], total: () => total, learn() {} };
  }
  const seen = none();
  const after = new Map();
  const row = (x) => after.get(x) ?? after.set(x, none()).get(x);
  const followed = none();
  let [n, last, follow] = [0, 0, row(0)];
  const pairs = name === "pairs" ? AFTER : 0;
  return {
    weight: (x) => 1 + SEEN * seen[x] + pairs * follow[x],
    total: () => BYTES + SEEN * n + pairs * followed[last],
    learn(x) {
      seen[x]++;
      follow[x]++;
      followed[last]++;
      [n, last, follow] = [n + 1, x, row(x)];
    },
  };
}

// The digits of a message, and the bits that the model's shares are worth.
function encode(message, model) {
  const digits = [];
  let [low, width, bits] = [0, WHOLE, 0];
  for (const x of message) {
    const total = model.total();
    const part = Math.floor(width / total);
    for (let k = 0; k < x; k++) low += part * model.weight(k);
    width = part * model.weight(x);
    bits += Math.log2(total / model.weight(x));
    while (width <= HALF) {
      digits.push(Math.floor(low / HALF));
      low = (low % HALF) * 2;
      width *= 2;
    }
    model.learn(x);
  }
  let [length, start] = [0, 0];
  for (; length < 3; length++) {
    const piece = WHOLE / 2 ** length;
    start = Math.ceil(low / piece);
    if ((start + 1) * piece <= low + width) break;
  }
  if (length > 0) digits.push(start >> (length - 1));
  if (length > 1) digits.push(start % 2);
  for (let i = digits.length - 1; i > 0; i--) {
    digits[i - 1] += digits[i] >> 1;
    digits[i] &= 1;
  }
  return { digits, bits };
}

function decode(digits, n, model) {
  let at = 0;
  const next = () => digits[at++] ?? 0;
  let [place, width] = [0, WHOLE];
  for (let k = 0; k < 48; k++) place = 2 * place + next();
  const message = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const part = Math.floor(width / model.total());
    let x = 0;
    for (; x < BYTES && place >= part * model.weight(x); x++) place -= part * model.weight(x);
    if (x === BYTES) return undefined;
    width = part * model.weight(x);
    while (width <= HALF) {
      place = 2 * place + next();
      width *= 2;
    }
    message[i] = x;
    model.learn(x);
  }
  return message;
}

// A text that begins with a byte order mark keeps it.
export const fromUtf8 = (bytes) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);

const varint = (n) => (n < 128 ? [n] : [(n % 128) + 128, ...varint(Math.floor(n / 128))]);

// The file of a text: the model's number, the length, a table, the digits. `head` is how many
// bytes stand in front of the digits, `bits` what the message should take.
export function encodeFile(text, name, english) {
  const message = new TextEncoder().encode(text);
  const counts = none();
  for (const x of message) counts[x]++;
  const file = [MODELS.indexOf(name), ...varint(message.length)];
  if (name === "shares")
    counts.forEach((count, x) => {
      if (count) file.push(x, ...varint(count));
    });
  const head = file.length;
  const { digits, bits } = encode(message, makeModel(name, english, counts));
  for (let i = 0; i < digits.length; i += 8) {
    let byte = 0;
    for (let k = i; k < i + 8; k++) byte = 2 * byte + (digits[k] ?? 0);
    file.push(byte);
  }
  return { file, head, bits, message, counts };
}

// The text and the model of such a file, or undefined if it is none. `most` limits the bytes
// that are read out of it.
export function decodeFile(file, english, most = Infinity) {
  let at = 0;
  const read = () => (at < file.length ? file[at++] : NaN);
  const number = () => {
    let n = 0;
    for (let place = 0; place < 5; place++) {
      const byte = read();
      n += (byte % 128) * 128 ** place;
      if (byte < 128) return n;
    }
    return NaN; // no length needs more
  };
  const name = MODELS[read()];
  const n = name === undefined ? NaN : number();
  if (!(n <= most)) return undefined;
  const counts = none();
  let left = name === "shares" ? n : 0;
  while (left > 0) {
    const x = read();
    counts[x] = number();
    left -= counts[x];
  }
  if (left !== 0) return undefined; // too many, or the file ended
  const digits = [];
  for (const byte of file.slice(at)) for (let k = 7; k >= 0; k--) digits.push((byte >> k) & 1);
  const message = decode(digits, n, makeModel(name, english, counts));
  if (message === undefined) return undefined;
  const text = fromUtf8(message);
  const again = encodeFile(text, name, english).file;
  const same = again.length === file.length && again.every((byte, i) => byte === file[i]);
  return same ? { text, name } : undefined;
}
