const HIDDEN_FIELDS: ReadonlySet<string> = new Set(['externalId', 'sourceIdentity', 'policy', 'tags']);

/** Stands where a value is not shown. No field of a target takes it: a target that is read back from such text is refused. */
const HIDDEN = '[hidden]';

/** For `JSON.stringify` of a target: an external ID is not for everyone's eyes, nor is what may be about persons. */
export function hideSecrets(field: string, value: unknown): unknown {
  return HIDDEN_FIELDS.has(field) ? HIDDEN : value;
}
