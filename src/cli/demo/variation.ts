/** FNV-1a over the text, then one round of mixing: 32 bits that look random and are the same for the same text. */
function mixed(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A number from 0 (included) to 1 (excluded) that follows from the text alone. */
export function chance(text: string): number {
  return mixed(text) / 0x1_0000_0000;
}

/** A number from `-most` to `most` that follows from the text alone. */
export function scatter(text: string, most: number): number {
  return (2 * chance(text) - 1) * most;
}

/** Parts that add up to 1, of which each lies from the mean by at most a fraction of it, and a little more. */
export function unevenParts(text: string, count: number, most: number): readonly number[] {
  const weights = Array.from({ length: count }, (_, index) => 1 + scatter(`${text} ${index}`, most));
  const all = weights.reduce((sum, one) => sum + one, 0);
  return weights.map((one) => one / all);
}

/** To so many decimals; the half goes up, and no figure keeps a tail of binary digits. */
export function rounded(value: number, decimals: number): number {
  return Number((Math.floor(value * 10 ** decimals + 0.5) / 10 ** decimals).toFixed(decimals));
}
