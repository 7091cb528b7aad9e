/** A body in chunks of S3's own, taken apart. */
export interface ChunkedBody {
  /** The last one is empty. */
  readonly chunks: readonly Chunk[];
  /** By name in lower case. */
  readonly trailers: ReadonlyMap<string, string>;
}

export interface Chunk {
  readonly data: Buffer;
  readonly signature: string | undefined;
}

/** `broken`: the chunks end early or cannot be read; `bad-trailer`: what follows them cannot. */
export type ChunkedProblem = 'broken' | 'bad-trailer';

/** A chunk that has too few bytes for one that another follows. */
export interface SmallChunk {
  /** Counted from 1. */
  readonly smallChunk: number;
  readonly bytes: number;
}

const HEAD = /^([0-9a-f]{1,8})(?:;chunk-signature=([0-9a-f]{64}))?$/i;
const TRAILER = /^([a-z0-9-]+):[ \t]*([\u0021-\u007E]*)[ \t]*$/i;
/** No line of the framing is longer. */
const MAX_LINE = 1024;
/** S3 takes one, and its signature. */
const MAX_TRAILERS = 8;

/**
 * Reads `<size in hexadecimal>[;chunk-signature=<signature>]CRLF<data>CRLF` until the chunk of no data, then lines
 * `<name>:<value>CRLF` until an empty one, which must be the end. Every chunk but the last that has data must have
 * `minSize` bytes; reading ends at the first that has not, so that a body of tiny chunks costs neither time nor memory.
 */
export function readChunkedBody(body: Buffer, minSize: number): ChunkedBody | ChunkedProblem | SmallChunk {
  const chunks: Chunk[] = [];
  let at = 0;
  for (;;) {
    const line = readLine(body, at);
    const head = line === undefined ? null : HEAD.exec(line.text);
    if (line === undefined || head === null) return 'broken';
    const end = line.next + Number.parseInt(head[1] ?? '', 16);
    const before = chunks.at(-1)?.data.length ?? minSize;
    if (end > line.next && before < minSize) return { smallChunk: chunks.length, bytes: before };
    const data = body.subarray(line.next, end);
    chunks.push({ data, signature: head[2]?.toLowerCase() });
    if (end === line.next) return readTrailers(body, end, chunks);
    if (body.toString('latin1', end, end + 2) !== '\r\n') return 'broken';
    at = end + 2;
  }
}

function readTrailers(body: Buffer, from: number, chunks: Chunk[]): ChunkedBody | ChunkedProblem {
  const trailers = new Map<string, string>();
  let at = from;
  for (;;) {
    const line = readLine(body, at);
    if (line === undefined) return at < body.length ? 'bad-trailer' : 'broken';
    at = line.next;
    if (line.text === '') return at === body.length ? { chunks, trailers } : 'broken';
    const trailer = TRAILER.exec(line.text);
    const name = trailer?.[1]?.toLowerCase();
    const known = name === undefined || trailers.has(name);
    if (known || trailers.size === MAX_TRAILERS) return 'bad-trailer';
    trailers.set(name, trailer?.[2] ?? '');
  }
}

function readLine(body: Buffer, at: number): { text: string; next: number } | undefined {
  const end = body.subarray(at, at + MAX_LINE).indexOf('\r\n');
  return end < 0 ? undefined : { text: body.toString('latin1', at, at + end), next: at + end + 2 };
}
