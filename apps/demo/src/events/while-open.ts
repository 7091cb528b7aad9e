import type { ServerResponse } from 'node:http';

/** A signal that is aborted when whoever asked leaves. */
export function whileOpen(response: ServerResponse): AbortSignal {
  const left = new AbortController();
  response.once('close', () => left.abort());
  if (response.closed) left.abort();
  return left.signal;
}
