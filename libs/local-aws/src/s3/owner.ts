import { createHash } from 'node:crypto';
import { element } from '../http/xml.js';
import type { Xml } from '../http/xml.js';

/** S3 names owners by a long canonical id; this one is the same for an account in every world. */
export function owner(accountId: string): Xml {
  return element('Owner', [element('ID', createHash('sha256').update(accountId).digest('hex'))]);
}
