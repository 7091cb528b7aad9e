const MAX_SHOWN = 48;

/** What was given, short and on one line, for the "got …" part of a message. Not for secrets: see `describeHidden`. */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value);
  if (Array.isArray(value)) return `an array of ${value.length}`;
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** The same for values that must not be repeated: only their type and size. */
export function describeHidden(value: unknown): string {
  if (typeof value === 'string') return `a string of ${value.length} characters`;
  return typeof value === 'number' ? 'a number' : describeValue(value);
}

function quote(text: string): string {
  const shown = text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
  return JSON.stringify(shown).replaceAll(/[^\x20-\x7e…]/gu, escapeCodePoint);
}

/** So that a homoglyph or an invisible character in the input is seen for what it is. */
function escapeCodePoint(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
