import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { whileOpen } from './while-open.js';
import type { EventFormat, TypedEvent } from './event-format.js';

/**
 * Answers with events as they come, and takes no more of them than the client reads. The signal is aborted when the client leaves.
 * Rejects with an error that comes before the first event, when nothing was sent yet.
 */
export async function sendEvents(
  response: ServerResponse,
  format: EventFormat,
  begin: (signal: AbortSignal) => AsyncIterable<TypedEvent>,
): Promise<void> {
  const left = whileOpen(response);
  if (left.aborted) return;
  const headers = { 'Content-Type': format.contentType, 'Cache-Control': 'no-store' };
  try {
    for await (const event of begin(left)) {
      if (!response.headersSent) response.writeHead(200, headers);
      const isFull = !response.write(format.text(event));
      if (isFull) await once(response, 'drain', { signal: left });
    }
    response.end();
  } catch (error) {
    if (!left.aborted) throw error;
  }
}
