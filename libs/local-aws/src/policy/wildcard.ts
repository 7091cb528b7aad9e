const STAR = 42;
const QUESTION = 63;

/**
 * Whether `text` matches `pattern`, where `*` stands for any run of characters and `?` for exactly one.
 * Walks both once, going back only to the latest star: no regular expression, no exponential case.
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let resume = 0;
  while (t < text.length) {
    const code = p < pattern.length ? pattern.charCodeAt(p) : -1;
    if (code === STAR) {
      star = p++;
      resume = t;
    } else if (code === QUESTION || code === text.charCodeAt(t)) {
      p++;
      t++;
    } else if (star >= 0) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (pattern.charCodeAt(p) === STAR) p++;
  return p === pattern.length;
}
