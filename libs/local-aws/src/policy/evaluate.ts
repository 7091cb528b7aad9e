import type { Policy, PolicyRequest, PrincipalMatch, Statement } from './policy.js';
import { matchesWildcard } from './wildcard.js';

/** What one policy says. `allow-named` is a trust policy's allow for the very role or session of the caller. */
export type Verdict = 'allow' | 'allow-named' | 'implicit-deny' | 'explicit-deny';

/** Evaluates one policy: an applicable Deny wins over every Allow. */
export function evaluate(policy: Policy, request: PolicyRequest): Verdict {
  let verdict: Verdict = 'implicit-deny';
  for (const statement of policy.statements) {
    const match = applies(policy, statement, request);
    if (match === 'none') continue;
    if (statement.effect === 'Deny') return 'explicit-deny';
    if (match === 'named') verdict = 'allow-named';
    else if (verdict === 'implicit-deny') verdict = 'allow';
  }
  return verdict;
}

function applies(policy: Policy, statement: Statement, request: PolicyRequest): PrincipalMatch {
  const action = request.action.toLowerCase();
  if (!statement.actions.some((pattern) => matchesWildcard(pattern, action))) return 'none';
  if (!statement.conditions.every((holds) => holds(request.context))) return 'none';
  if (policy.kind !== 'trust') {
    return statement.resources.some((matches) => matches(request.resource)) ? 'account' : 'none';
  }
  let best: PrincipalMatch = 'none';
  for (const principal of statement.principals) {
    const match = principal(request.caller);
    if (match === 'named') return 'named';
    if (match === 'account') best = 'account';
  }
  return best;
}
