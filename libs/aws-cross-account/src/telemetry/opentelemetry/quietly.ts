/**
 * Calls the OpenTelemetry API. A tracer, a meter or a processor that throws costs what it would have recorded, and nothing else.
 *
 * @returns undefined when it throws
 */
export function quietly<T>(call: () => T): T | undefined {
  try {
    return call();
  } catch {
    return undefined;
  }
}
