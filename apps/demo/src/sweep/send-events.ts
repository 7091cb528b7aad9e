import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { EventFormat } from './event-format.js';
import type { SweepEvent } from './sweep-event.dto.js';

/**
 * Answers with events as they come, and takes no more of them than the client reads. The signal is aborted when the client leaves.
 * Rejects with an error that comes before the first event, when nothing was sent yet.
 */
export async function sendEvents(
  response: ServerResponse,
  format: EventFormat,
  begin: (signal: AbortSignal) => AsyncIterable<SweepEvent>,
): Promise<void> {
  const left = new AbortController();
  response.once('close', () => left.abort());
  if (response.closed) return;
  const headers = { 'Content-Type': format.contentType, 'Cache-Control': 'no-store' };
  try {
    for await (const event of begin(left.signal)) {
      if (!response.headersSent) response.writeHead(200, headers);
      const isFull = !response.write(format.text(event));
      if (isFull) await once(response, 'drain', { signal: left.signal });
    }
    response.end();
  } catch (error) {
    if (!left.signal.aborted) throw error;
  }
}
