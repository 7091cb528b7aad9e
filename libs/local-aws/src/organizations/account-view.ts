import type { MemberAccount } from '../world/compiled-organization.js';

/** The world does not say when an account joined. */
const JOINED = Date.UTC(2020, 0, 1) / 1000;

/** An account as Organizations tells it, without `Status`, which AWS has retired in favour of `State`. */
export function accountView({ id, arn, email, name, state, parent }: MemberAccount): Record<string, unknown> {
  return {
    Id: id,
    Arn: arn,
    Email: email,
    Name: name,
    State: state,
    Paths: [`${parent.path}${id}/`],
    JoinedMethod: 'CREATED',
    JoinedTimestamp: JOINED,
  };
}
