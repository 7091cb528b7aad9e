/** A piece of XML that needs no further escaping. */
export interface Xml {
  readonly xml: string;
}

// Everything that XML 1.0 cannot hold, and the characters that a parser would read as markup or normalise.
const SPECIAL = /[&<>"'\r]|[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#xD;',
};

/** Text for an element. Characters that no XML document can hold become U+FFFD. */
export function escapeXml(text: string): string {
  return text.replaceAll(SPECIAL, (character) => ENTITIES[character] ?? '\uFFFD');
}

/** An element; children that are undefined are left out. `attributes` is written as it is. */
export function element(
  name: string,
  content: string | number | readonly (Xml | undefined)[],
  attributes = '',
): Xml {
  const inner =
    typeof content === 'object'
      ? content.map((child) => child?.xml ?? '').join('')
      : escapeXml(String(content));
  return { xml: `<${name}${attributes}>${inner}</${name}>` };
}

export function document(root: Xml): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root.xml}`;
}
