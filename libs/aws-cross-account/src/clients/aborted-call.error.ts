/** As the SDK's HTTP handlers word it: an error given as reason is the cause, a text the message. */
export class AbortedCallError extends Error {
  override readonly name = 'AbortError';

  constructor(reason: unknown) {
    const isText = typeof reason === 'string' && reason !== '';
    super(isText ? reason : 'Request aborted', reason instanceof Error ? { cause: reason } : {});
  }
}
