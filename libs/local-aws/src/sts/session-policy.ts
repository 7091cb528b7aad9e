import { parseJson } from '../data/parse-json.js';
import { PolicyError } from '../policy/policy-error.js';
import type { Policy } from '../policy/policy.js';
import { readPolicy } from '../policy/read-policy.js';
import { AwsFault, unsupported } from '../service/aws-fault.js';

/** Reads the inline `Policy` of AssumeRole, which narrows what the session may do. */
export function readSessionPolicy(text: string | undefined): Policy | undefined {
  if (text === undefined) return undefined;
  try {
    return readPolicy(parse(text), 'session', 'Policy');
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    if (error.reason === 'unsupported') throw unsupported(`this session policy (${error.message})`);
    throw new AwsFault(400, 'MalformedPolicyDocument', error.message);
  }
}

function parse(text: string): unknown {
  const policy = parseJson(text);
  if (policy === undefined) throw new PolicyError('Policy', 'JSON', 'malformed');
  return policy;
}
