/* Looks for the number that makes SHA-256 of "nonce:number" begin with so many zero bits. Away from the page, so that
   nothing there stands still. Written out, because the browser's own SHA-256 is not there on plain http. */

const ROUND = new Uint32Array(64);
const START = new Uint32Array(8);

function isPrime(n) {
  for (let d = 2; d * d <= n; d++) if (n % d === 0) return false;
  return true;
}

for (let n = 2, i = 0; i < 64; n++) {
  if (!isPrime(n)) continue;
  if (i < 8) START[i] = (Math.sqrt(n) % 1) * 2 ** 32;
  ROUND[i++] = (Math.cbrt(n) % 1) * 2 ** 32;
}

const turned = (x, by) => (x >>> by) | (x << (32 - by));

/* One block is enough: a nonce, a colon and a number have fewer than 56 bytes. */
function firstWord(text) {
  const w = new Uint32Array(64);
  for (let i = 0; i < text.length; i++) w[i >> 2] |= text.charCodeAt(i) << (24 - 8 * (i & 3));
  w[text.length >> 2] |= 0x80 << (24 - 8 * (text.length & 3));
  w[15] = text.length * 8;
  for (let i = 16; i < 64; i++) {
    const a = turned(w[i - 15], 7) ^ turned(w[i - 15], 18) ^ (w[i - 15] >>> 3);
    const b = turned(w[i - 2], 17) ^ turned(w[i - 2], 19) ^ (w[i - 2] >>> 10);
    w[i] = w[i - 16] + a + w[i - 7] + b;
  }
  let [a, b, c, d, e, f, g, h] = START;
  for (let i = 0; i < 64; i++) {
    const one = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + ROUND[i] + w[i]) | 0;
    const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  return (START[0] + a) >>> 0;
}

onmessage = ({ data: { nonce, bits } }) => {
  let number = 0;
  while (firstWord(`${nonce}:${number}`) >>> (32 - bits)) number++;
  postMessage(String(number));
};
