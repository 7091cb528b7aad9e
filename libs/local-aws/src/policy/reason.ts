import type { Policy } from './policy.js';

/** AWS's names of the kinds of policy, as its denials use them. */
const ALLOWING: Readonly<Record<Policy['kind'], string>> = {
  identity: 'no identity-based policy',
  session: 'no session policy',
  trust: 'no role trust policy',
};

const DENYING: Readonly<Record<Policy['kind'], string>> = {
  identity: 'an identity-based policy',
  session: 'a session policy',
  trust: 'the role trust policy',
};

export function notAllowedBy(kind: Policy['kind'], action: string): string {
  return `because ${ALLOWING[kind]} allows the ${action} action`;
}

export function deniedBy(kind: Policy['kind']): string {
  return `with an explicit deny in ${DENYING[kind]}`;
}
