import type { IncomingMessage } from 'node:http';

/** Longest body that is read. */
export const MAX_BODY_BYTES = 1024 * 1024;

const EMPTY = Buffer.alloc(0);

/** The whole body; undefined when it is longer than {@link MAX_BODY_BYTES}. Rejects when the client goes away. */
export function readBody(message: IncomingMessage): Promise<Buffer | undefined> | Buffer {
  const { headers } = message;
  if (headers['transfer-encoding'] === undefined && (headers['content-length'] ?? '0') === '0') return EMPTY;
  return collect(message);
}

function collect(message: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    message.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BODY_BYTES) chunks.push(chunk);
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
