import { isRecord } from '../data/is-record.js';
import { isObjectKey, MAX_KEY_BYTES } from '../objects/object-key.js';
import type { ObjectContent } from '../objects/stored-object.js';
import {
  isMetadataName,
  isMetadataValue,
  MAX_METADATA_BYTES,
  metadataSize,
} from '../objects/user-metadata.js';
import { readEntries, readObject, readText } from './read.js';
import { WorldError } from './world-error.js';

/** An object of the world's description. */
export interface ObjectDraft {
  readonly key: string;
  readonly content: ObjectContent;
}

export function readObjects(value: unknown, path: string): ObjectDraft[] {
  return readEntries(value, path).map(([key, object]) => {
    const at = `${path}.${key}`;
    if (!isObjectKey(key)) {
      throw new WorldError(at, `keys of 1 to ${MAX_KEY_BYTES} bytes of UTF-8 without lone surrogates`);
    }
    return { key, content: readContent(object, at) };
  });
}

function readContent(value: unknown, path: string): ObjectContent {
  const object = readObject(isRecord(value) ? value : { body: value }, path, [
    'body',
    'contentType',
    'metadata',
  ]);
  const body = readText(object['body'], isRecord(value) ? `${path}.body` : path, 'a text', () => true);
  const type = object['contentType'];
  const expected = 'the value of a header: US-ASCII, not empty';
  return {
    body: Buffer.from(body),
    headers:
      type === undefined
        ? {}
        : { 'content-type': readText(type, `${path}.contentType`, expected, isContentType) },
    metadata: readMetadata(object['metadata'], `${path}.metadata`),
  };
}

function isContentType(text: string): boolean {
  return text !== '' && isMetadataValue(text);
}

function readMetadata(value: unknown, path: string): Record<string, string> {
  const metadata = Object.fromEntries(
    readEntries(value, path).map(([name, text]) => {
      const at = `${path}.${name}`;
      if (!isMetadataName(name)) throw new WorldError(at, 'names that a header can have, in lower case');
      return [name, readText(text, at, 'a text of US-ASCII without blanks around it', isMetadataValue)];
    }),
  );
  if (metadataSize(metadata) > MAX_METADATA_BYTES) {
    throw new WorldError(path, `at most ${MAX_METADATA_BYTES} bytes of names and values`);
  }
  return metadata;
}
