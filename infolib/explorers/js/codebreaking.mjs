// Twins of infolib.explorers.joint; tests/site/test_parity.py holds them to Python.

// infolib.explorers.joint.answer: how many digits are in their place, and how many elsewhere
export function answer(guess, code) {
  let black = 0;
  let both = 0;
  for (let i = 0; i < 4; i++) if (guess[i] === code[i]) black += 1;
  for (const digit of "012345") {
    let [inGuess, inCode] = [0, 0];
    for (let i = 0; i < 4; i++) {
      if (guess[i] === digit) inGuess += 1;
      if (code[i] === digit) inCode += 1;
    }
    both += Math.min(inGuess, inCode);
  }
  return [black, both - black];
}

// All codes of Mastermind, in order.
const CODES = Array.from({ length: 6 ** 4 }, (_, k) => k.toString(6).padStart(4, "0"));

// How many of the codes that are left give each answer to a guess.
export function partSizes(guess, left) {
  const sizes = Array(25).fill(0);
  for (const code of left) {
    const [black, white] = answer(guess, code);
    sizes[5 * black + white] += 1;
  }
  return sizes.filter((n) => n > 0).sort((a, b) => a - b);
}

// The codes that give the same answers to all guesses as the secret does.
export const codesLeft = (guesses, secret) =>
  guesses.reduce((left, guess) => {
    const told = String(answer(guess, secret));
    return left.filter((code) => String(answer(guess, code)) === told);
  }, CODES);

// infolib.explorers.joint.question: the guess whose answer has most entropy
export function question(left) {
  const mayBe = new Set(left);
  let best = [Infinity];
  for (const guess of CODES) {
    const cost = partSizes(guess, left).reduce((sum, n) => sum + n * Math.log2(n), 0);
    const better = cost < best[0] - 1e-9;
    const first = Math.abs(cost - best[0]) <= 1e-9 && mayBe.has(guess) && !mayBe.has(best[1]);
    if (better || first) best = [cost, guess];
  }
  return best[1];
}

// infolib.explorers.joint.rival: the guesses with which the computer finds a code
export function rival(secret, opening) {
  const guesses = [opening];
  while (guesses.at(-1) !== secret) guesses.push(question(codesLeft(guesses, secret)));
  return guesses;
}
