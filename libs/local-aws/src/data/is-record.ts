/** A plain object: what `{}` in JSON becomes. Maps, dates and the like are none, whatever realm they come from. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return Object.prototype.toString.call(value) === '[object Object]';
}
