import { inspect, type InspectOptions } from 'node:util';
import type { AccountTarget, ViaRole } from './account-target.js';
import { hideSecrets } from './hidden-fields.js';
import type { ResolvedTarget } from './resolved-target.js';
import type { RoleSession } from './role-session.js';

/** An account target with every default applied, as an account context holds it. Frozen; accepted wherever a target is. */
export interface CompleteAccountTarget extends Readonly<AccountTarget> {
  readonly accountId: string;
  readonly region: string;
  readonly partition: string;
}

/**
 * The object behind `CompleteAccountTarget`. Who made it takes it for the very session that it was made for, and asks nobody
 * again; a copy of it (`{ ...current, region }`) has all fields and is a target like any other.
 *
 * Printed and as JSON it hides what is secret, in a way that no target takes: a job that was queued with such a text is
 * refused rather than run without its external ID or policy.
 */
export class CompleteTarget implements CompleteAccountTarget {
  declare readonly accountId: string;
  declare readonly region: string;
  declare readonly partition: string;
  readonly #given: AccountTarget;
  readonly #resolved: ResolvedTarget;
  readonly #maker: object;

  /**
   * @param given what it was made of: a copy that nobody changes
   * @param maker who resolved it; to others, such as the resolver of a second application, it is a target like any other
   */
  constructor(given: AccountTarget, resolved: ResolvedTarget, maker: object) {
    this.#given = given;
    this.#resolved = resolved;
    this.#maker = maker;
    Object.freeze(Object.assign(this, fieldsOf(given, resolved)));
  }

  static isOf(maker: object, target: unknown): target is CompleteTarget {
    return typeof target === 'object' && target !== null && #maker in target && target.#maker === maker;
  }

  static resolved(target: CompleteTarget): ResolvedTarget {
    return target.#resolved;
  }

  static maker(target: CompleteTarget): object {
    return target.#maker;
  }

  /** What the target was before defaults were applied: what overlays are laid over. */
  static given(target: CompleteTarget): AccountTarget {
    return target.#given;
  }

  /** Whether two mean the same region and role session, and so the same credentials. */
  static isSamePlace(one: CompleteTarget, other: CompleteTarget): boolean {
    const [a, b] = [one.#resolved, other.#resolved];
    return a.sessionKey === b.sessionKey && a.region === b.region;
  }

  toJSON(): object {
    return JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(this)), hideSecrets)) as object;
  }

  [inspect.custom](_: number, options: InspectOptions): string {
    return inspect(this.toJSON(), options);
  }
}

function fieldsOf(
  { policyArns, tags, transitiveTagKeys }: AccountTarget,
  { accountId, region, partition, session }: ResolvedTarget,
): CompleteAccountTarget {
  if (session.kind === 'provided') return { accountId, region, partition };
  const given = { policyArns, tags, transitiveTagKeys };
  // An empty list undoes that of an option; without it, a copy would get the option's again.
  const undone = Object.entries(given).filter(([, value]) => value && Object.keys(value).length === 0);
  return { accountId, region, partition, ...Object.fromEntries(undone), ...roleOf(session) };
}

function roleOf(session: RoleSession): ViaRole {
  const { kind: _, accountId: _account, partition: _partition, via, ...fields } = session;
  return via ? { ...fields, via: Object.freeze(roleOf(via)) } : fields;
}
