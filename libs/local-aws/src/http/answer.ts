/**
 * What is sent back. `Date` is added when it is written, and `Content-Length` unless it is among the headers, where it
 * tells what HEAD does not send.
 */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  /** Close the connection afterwards. */
  readonly close?: boolean;
}
