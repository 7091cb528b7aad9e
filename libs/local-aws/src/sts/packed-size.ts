import { AwsFault } from '../service/aws-fault.js';
import type { AssumeRoleInput } from './assume-role-input.js';

/** AWS packs policies and tags in a form it does not publish; this many characters count as full here. */
const FULL = 4096;

/** Percentage of the packed limit that policy and tags take; undefined without either. Throws above 100. */
export function packedPolicySize({ policy, tags }: AssumeRoleInput): number | undefined {
  if (policy === undefined && tags.length === 0) return undefined;
  let characters = policy?.length ?? 0;
  for (const { key, value } of tags) characters += key.length + value.length;
  const percent = Math.ceil((characters * 100) / FULL);
  if (percent > 100) {
    const message = `Packed size of session tags and policy consumes ${percent}% of allotted space`;
    throw new AwsFault(400, 'PackedPolicyTooLarge', message);
  }
  return percent;
}
