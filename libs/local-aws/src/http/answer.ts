/** What is sent back. `Date` and `Content-Length` are added when it is written. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Close the connection afterwards. */
  readonly close?: boolean;
}
