import type { Identity } from './identity.js';
import type { PrincipalMatch } from './policy.js';

const ACCOUNT_ID = /^\d{12}$/;
const ROOT = /^arn:([a-z-]+):iam::(\d{12}):root$/;
const ROLE = /^arn:[a-z-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/;
const USER = /^arn:[a-z-]+:iam::\d{12}:user\/[\w+=,.@/-]+$/;
const SESSION = /^arn:[a-z-]+:sts::\d{12}:assumed-role\/[\w+=,.@-]+\/[\w+=,.@-]+$/;

export type PrincipalMatcher = (caller: Identity) => PrincipalMatch;

/** Reads one value of `Principal.AWS`; undefined when it is none of the supported forms. */
export function principalMatcher(value: string): PrincipalMatcher | undefined {
  if (value === '*') return () => 'account';
  if (ACCOUNT_ID.test(value)) return (caller) => (caller.accountId === value ? 'account' : 'none');
  const root = ROOT.exec(value);
  if (root !== null) {
    const [, partition, accountId] = root;
    return (caller) =>
      caller.accountId === accountId && caller.partition === partition ? 'account' : 'none';
  }
  if (ROLE.test(value)) return (caller) => (caller.roleArn === value ? 'named' : 'none');
  if (SESSION.test(value)) return (caller) => (caller.sessionArn === value ? 'named' : 'none');
  // Nobody in this world is an IAM user, so a well-formed one matches no caller.
  if (USER.test(value)) return () => 'none';
  return undefined;
}
