import { describeHidden } from '../errors/describe-value.js';
import { canonicalJson, isPlainObject } from './canonical-json.js';
import type { RefuseField } from './refuse-field.js';

/** STS counts the policy and the ARNs of managed policies together. */
export const MAX_POLICY_CHARACTERS = 2_048;

/** STS: tab, line feed, carriage return, and from space to the end of Latin-1. */
const POLICY_CHARACTERS = /^[\t\n\r\u0020-\u00ff]*$/;

/**
 * A session policy as the text that is sent. A document is written in canonical form, so that equal ones are one session; a
 * text stays as it is. What the policy says is for STS to judge. No error repeats any of it.
 */
export function readPolicy(value: unknown, path: string, refuse: RefuseField): string {
  const text = typeof value === 'string' ? value : documentText(value, path, refuse);
  if (text.length > MAX_POLICY_CHARACTERS) {
    refuse(path, `expected ${MAX_POLICY_CHARACTERS} characters at most, got ${text.length}. Shorten it.`);
  }
  if (!POLICY_CHARACTERS.test(text)) {
    refuse(path, 'expected characters up to U+00FF, got others, which STS refuses. Leave them out.');
  }
  if (text !== value || isPlainObject(parsed(text))) return text;
  return refuse(path, 'expected JSON text of a policy document, got text that is none. Correct it.');
}

function documentText(value: unknown, path: string, refuse: RefuseField): string {
  if (!isPlainObject(value)) {
    refuse(
      path,
      `expected a policy document (a plain object) or its JSON text, got ${describeHidden(value)}.`,
    );
  }
  return canonicalJson(value, path, (inner, found) =>
    refuse(inner, `expected what JSON can hold, not nested deeper than 64, got ${describeHidden(found)}.`),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
