import type { IncomingMessage } from 'node:http';

const EMPTY = Buffer.alloc(0);

/** The whole body; undefined when it is longer than `limit` bytes. Rejects when the client goes away. */
export function readBody(
  message: IncomingMessage,
  limit: number,
): Promise<Buffer | undefined> | Buffer | undefined {
  const { headers } = message;
  if (headers['transfer-encoding'] === undefined && (headers['content-length'] ?? '0') === '0') return EMPTY;
  return announcesMore(message, limit) ? undefined : collect(message, limit);
}

/** Whether the request says by itself that its body is longer than `limit` bytes. */
export function announcesMore({ headers }: IncomingMessage, limit: number): boolean {
  return Number(headers['content-length'] ?? 0) > limit;
}

function collect(message: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    message.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else {
        message.pause();
        resolve(undefined);
      }
    });
    message.once('end', () => resolve(Buffer.concat(chunks)));
    message.once('error', reject);
    message.once('close', () => {
      if (!message.complete) reject(new ClientGoneError());
    });
  });
}

class ClientGoneError extends Error {
  readonly code = 'CLIENT_GONE';
}
