/**
 * What is sent back. `Date` and `Content-Length` are added when it is written, unless they are among the headers: the
 * latter tells there what HEAD does not send.
 */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  /** Close the connection afterwards. */
  readonly close?: boolean;
}
