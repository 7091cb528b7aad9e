import type { IncomingMessage } from 'node:http';

const EMPTY = Buffer.alloc(0);

/** The whole body; undefined when it is longer than `limit` bytes. Rejects when the client goes away. */
export function readBody(message: IncomingMessage, limit: number): Promise<Buffer | undefined> | Buffer {
  const { headers } = message;
  if (headers['transfer-encoding'] === undefined && (headers['content-length'] ?? '0') === '0') return EMPTY;
  return collect(message, limit);
}

/** Whether the request says by itself that its body is longer than `limit` bytes. */
export function announcesMore({ headers }: IncomingMessage, limit: number): boolean {
  return Number(headers['content-length'] ?? 0) > limit;
}

/** Who is refused while it sends may miss the answer: as much again as the limit is read and thrown away. */
function collect(message: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    message.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else chunks.length = 0;
      if (size <= 2 * limit) return;
      message.pause();
      resolve(undefined);
    });
    message.once('end', () => resolve(size <= limit ? Buffer.concat(chunks) : undefined));
    message.once('error', reject);
    message.once('close', () => {
      if (!message.complete) reject(new ClientGoneError());
    });
  });
}

class ClientGoneError extends Error {
  readonly code = 'CLIENT_GONE';
}
