/** Names and values of user metadata together, in bytes. */
export const MAX_METADATA_BYTES = 2048;

const NAME = /^[a-z0-9!#$%&'*+.^_`|~-]+$/;
const VALUE = /^(?:[\u0021-\u007E](?:[\t\u0020-\u007E]*[\u0021-\u007E])?)?$/;

/** Whether this can be the name of a header, in lower case. */
export function isMetadataName(name: string): boolean {
  return NAME.test(name);
}

/** Whether this can be the value of a header as it is: US-ASCII, without blanks around it. */
export function isMetadataValue(value: string): boolean {
  return VALUE.test(value);
}

export function metadataSize(metadata: Readonly<Record<string, string>>): number {
  let size = 0;
  for (const [name, value] of Object.entries(metadata)) size += name.length + value.length;
  return size;
}
