import { inspect } from 'node:util';

/**
 * A line of the log that also has fields. Loggers that write text write the line; those that write JSON write the fields, in which it is
 * the `message`. Which of the two a logger does is not to be known from outside.
 */
export class LogRecord {
  readonly message: string;

  constructor(message: string, fields: Readonly<Record<string, unknown>>) {
    this.message = message;
    const given = Object.entries(fields).filter(([, value]) => value !== undefined);
    Object.assign(this, Object.fromEntries(given), { message });
  }

  toString(): string {
    return this.message;
  }

  /** What Nest's text logger prints of an object. */
  [inspect.custom](): string {
    return this.message;
  }
}
