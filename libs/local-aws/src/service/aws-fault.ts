import { LocalAwsError } from '../errors.js';

/** A refusal as AWS words it: what a handler throws and a service writes in its own form. */
export class AwsFault extends LocalAwsError {
  /** Further fields of the error document. */
  readonly fields: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    readonly status: number,
    /** AWS's own code, e.g. `AccessDenied`. */
    readonly code: string,
    message: string,
    extra: { fields?: Readonly<Record<string, string>>; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(message);
    this.fields = extra.fields ?? {};
    this.headers = extra.headers ?? {};
  }
}

/** Something that AWS has and this package has not: refused rather than ignored. Not a code of AWS. */
export const UNSUPPORTED_CODE = 'LocalAwsUnsupported';

export function unsupported(what: string): AwsFault {
  return new AwsFault(501, UNSUPPORTED_CODE, `local-aws-accounts does not support ${what}.`);
}
