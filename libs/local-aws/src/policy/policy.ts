import type { ArnMatcher } from './arn-pattern.js';
import type { Identity } from './identity.js';

/** What is asked of a policy. `context` holds condition keys, in lower case, with their values. */
export interface PolicyRequest {
  readonly action: string;
  readonly resource: string;
  readonly caller: Identity;
  readonly context: ReadonlyMap<string, string>;
}

/** How closely a principal names a caller: the very role or session, or merely its account or everyone. */
export type PrincipalMatch = 'named' | 'account' | 'none';

export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  /** Empty in trust policies, whose resource is the role itself. */
  readonly resources: readonly ArnMatcher[];
  /** Empty in identity and session policies. */
  readonly principals: readonly ((caller: Identity) => PrincipalMatch)[];
  readonly conditions: readonly ((context: ReadonlyMap<string, string>) => boolean)[];
}

/** A policy that has been read and checked, ready to be evaluated. */
export interface Policy {
  readonly kind: 'trust' | 'identity' | 'session';
  readonly statements: readonly Statement[];
}
