const PLAIN = /^[A-Za-z0-9._~-]*$/;
const MARKS = /[!'()*]/g;

/** AWS's URI encoding: everything but letters, digits and `-._~`. Throws `URIError` on a lone surrogate. */
export function encodePercent(text: string): string {
  if (PLAIN.test(text)) return text;
  return encodeURIComponent(text).replace(
    MARKS,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Undefined when a percent sign does not begin a valid sequence of UTF-8. */
export function decodePercent(text: string): string | undefined {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
