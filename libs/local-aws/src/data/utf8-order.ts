/**
 * Orders texts by the bytes of their UTF-8, as S3 orders keys. JavaScript's own order differs for characters beyond
 * the first 65,536: their surrogates compare below U+E000 to U+FFFF.
 */
export function compareUtf8(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x !== y) return lift(x) - lift(y);
  }
  return a.length - b.length;
}

/** Puts surrogates behind every other code unit. */
function lift(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
