import { AwsFault } from '../service/aws-fault.js';

/** Longest piece of a refused value that is repeated in the answer. */
const ECHO = 256;

/** The bounds of a text: its length in characters and the form that it must have. */
export interface TextBounds {
  readonly min: number;
  readonly max: number;
  readonly pattern: RegExp;
  /** The pattern as AWS shows it. */
  readonly shown: string;
}

/** Collects what is wrong with a request's arguments, in AWS's words, to tell it all at once. */
export class Violations {
  readonly #found: string[] = [];

  add(value: string | undefined, field: string, constraint: string): void {
    const shown = value === undefined ? 'null' : `'${value.slice(0, ECHO)}'`;
    this.#found.push(`Value ${shown} at '${field}' failed to satisfy constraint: ${constraint}`);
  }

  /** Checks a text that may be absent. */
  text(value: string | undefined, field: string, { min, max, pattern, shown }: TextBounds): void {
    if (value === undefined) return;
    if (!pattern.test(value))
      this.add(value, field, `Member must satisfy regular expression pattern: ${shown}`);
    if (value.length < min) this.add(value, field, `Member must have length greater than or equal to ${min}`);
    if (value.length > max) this.add(value, field, `Member must have length less than or equal to ${max}`);
  }

  /** Throws `ValidationError` when there is anything. */
  raise(): void {
    const { length } = this.#found;
    if (length === 0) return;
    const counted = `${length} validation error${length === 1 ? '' : 's'} detected`;
    throw validationError(`${counted}: ${this.#found.join('; ')}`);
  }
}

export function validationError(message: string): AwsFault {
  return new AwsFault(400, 'ValidationError', message);
}
