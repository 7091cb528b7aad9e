import { parseXml } from '../http/parse-xml.js';
import type { XmlElement } from '../http/parse-xml.js';
import { malformedXml } from './s3-refusals.js';

/** A part as the request to complete an upload names it. */
export interface NamedPart {
  readonly number: number;
  readonly etag: string;
  /** Checksums by the name of their algorithm. */
  readonly checksums: ReadonlyMap<string, string>;
}

const CHECKSUM = /^Checksum(\w+)$/;

/** The list of parts in the body of CompleteMultipartUpload; throws `MalformedXML`. */
export function readCompletion(body: Buffer): NamedPart[] {
  const root = parseXml(body.toString('utf8'));
  if (root?.name !== 'CompleteMultipartUpload' || root.children.length === 0) throw malformedXml();
  return root.children.map(readPart);
}

function readPart({ name, children }: XmlElement): NamedPart {
  const fields = new Map(children.map((child) => [child.name, child.text]));
  const number = fields.get('PartNumber') ?? '';
  const etag = fields.get('ETag');
  const checksums = new Map<string, string>();
  for (const [field, value] of fields) {
    const algorithm = CHECKSUM.exec(field)?.[1];
    if (algorithm !== undefined) checksums.set(algorithm, value);
  }
  const known = checksums.size + 2 === children.length;
  if (name !== 'Part' || !/^\d{1,5}$/.test(number) || etag === undefined || !known) throw malformedXml();
  return { number: Number(number), etag, checksums };
}
