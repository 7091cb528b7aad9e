import type { RefuseField } from './refuse-field.js';
import type { OwnSessionFields } from './session-fields.js';

/**
 * Where `accountOverrides` provides an account's credentials there is no AssumeRole, so that nothing can narrow or tag them.
 * Whoever asks for that must not get more than was asked for.
 */
export function refuseNarrowing({ policy, policyArns, tags }: OwnSessionFields, refuse: RefuseField): void {
  const lost = Object.entries({ policy, policyArns, tags }).find(([, value]) => !isEmpty(value));
  if (!lost) return;
  refuse(
    lost[0],
    'the credentials of this account come from accountOverrides, where it cannot take effect. ' +
      'Leave it out, or let the role be assumed: leave out credentials there.',
  );
}

function isEmpty(value: string | object | undefined): boolean {
  return value === undefined || (typeof value === 'object' && Object.keys(value).length === 0);
}
