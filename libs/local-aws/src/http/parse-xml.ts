/** An element of a small XML document; attributes are not kept. */
export interface XmlElement {
  readonly name: string;
  readonly children: readonly XmlElement[];
  /** The text directly inside, without its children's. */
  readonly text: string;
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);
const NAME = /^[A-Za-z_][\w.-]*$/;
const MAX_DEPTH = 32;

/** Reads a document of plain elements and text. Undefined when it is malformed or uses a DTD, CDATA or comments. */
export function parseXml(text: string): XmlElement | undefined {
  const reader = { text: text.trim(), at: 0 };
  if (reader.text.startsWith('<?xml')) reader.at = reader.text.indexOf('?>') + 2;
  while (' \t\r\n'.includes(reader.text.charAt(reader.at) || 'x')) reader.at++;
  const root = readElement(reader, 0);
  return reader.at === reader.text.length ? root : undefined;
}

interface Reader {
  readonly text: string;
  at: number;
}

function readElement(reader: Reader, depth: number): XmlElement | undefined {
  const end = reader.text.indexOf('>', reader.at);
  if (depth > MAX_DEPTH || end < 0 || reader.text.charAt(reader.at) !== '<') return undefined;
  const tag = reader.text.slice(reader.at + 1, end);
  const empty = tag.endsWith('/');
  const [name = ''] = (empty ? tag.slice(0, -1) : tag).split(/\s/, 1);
  if (!NAME.test(name)) return undefined;
  reader.at = end + 1;
  return empty ? { name, children: [], text: '' } : readContent(reader, name, depth);
}

function readContent(reader: Reader, name: string, depth: number): XmlElement | undefined {
  const children: XmlElement[] = [];
  const close = `</${name}>`;
  let text = '';
  for (;;) {
    const next = reader.text.indexOf('<', reader.at);
    if (next < 0) return undefined;
    const decoded = decodeEntities(reader.text.slice(reader.at, next));
    if (decoded === undefined) return undefined;
    text += decoded;
    reader.at = next;
    if (reader.text.startsWith(close, next)) {
      reader.at += close.length;
      return { name, children, text };
    }
    const child = readElement(reader, depth + 1);
    if (child === undefined) return undefined;
    children.push(child);
  }
}

function decodeEntities(text: string): string | undefined {
  if (!text.includes('&')) return text;
  const [first = '', ...rest] = text.split('&');
  let decoded = first;
  for (const part of rest) {
    const semicolon = part.indexOf(';');
    const character = semicolon < 0 ? undefined : decodeEntity(part.slice(0, semicolon));
    if (character === undefined) return undefined;
    decoded += character + part.slice(semicolon + 1);
  }
  return decoded;
}

function decodeEntity(name: string): string | undefined {
  const match = /^#(?:x([0-9a-fA-F]{1,6})|(\d{1,7}))$/.exec(name);
  if (match === null) return ENTITIES.get(name);
  const code = match[1] === undefined ? Number(match[2]) : Number.parseInt(match[1], 16);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
