import { LRUCache } from 'lru-cache';
import { describeValue } from '../errors/describe-value.js';
import { InvalidTargetError, NoHubRoleForPartitionError } from '../errors/target.errors.js';
import type { AccountTarget, RoleSessionFields } from './account-target.js';
import { accountOf, checkSessionAnswer, checkSessionFields, readTarget } from './check-target.js';
import { regionProblem, type Regions } from './region.js';
import type { ResolvedTarget } from './resolved-target.js';
import type { RoleArn } from './role-arn.js';
import { sessionKey } from './role-session.js';
import { roleArnOf, roleSession } from './session-layers.js';
import type { AccountOverride, TargetOptions } from './target-options.js';

/** `TargetOptions` with the defaults that come from outside. */
export interface TargetSettings extends TargetOptions {
  readonly region: string;
  readonly partition: string;
  readonly sessionName: string;
}

/** More than the accounts of the largest organization; an entry is a few hundred bytes. */
const MAX_REMEMBERED = 20_000;

/**
 * Turns account targets into resolved ones: checks every field, applies overrides and defaults, and answers the same object
 * for the same target as long as it remembers it. Synchronous; no I/O.
 */
export class TargetResolver {
  /** Targets of account and region alone, which nearly all are: found without building a key. */
  readonly #plain = new LRUCache<string, Map<string | undefined, ResolvedTarget>>({ max: MAX_REMEMBERED });
  readonly #resolved = new LRUCache<string, ResolvedTarget>({ max: MAX_REMEMBERED });

  constructor(
    private readonly settings: TargetSettings,
    private readonly regions: Regions,
  ) {}

  /**
   * Every field is read once: what is checked, keyed and used is the same, whatever kind of object the target is.
   *
   * @throws InvalidTargetError when a field is missing, unknown or malformed, or when two fields contradict each other
   * @throws NoHubRoleForPartitionError when the target is in another partition than the hub role
   */
  resolve(target: AccountTarget): ResolvedTarget {
    const fields = readTarget(target);
    if (!isPlain(fields)) return this.#intern(this.#build(fields));
    const { accountId, region } = fields;
    const known = this.#plain.get(accountId)?.get(region);
    if (known) return known;
    const resolved = this.#intern(this.#build(fields));
    this.#rememberPlain(accountId, region, resolved);
    return resolved;
  }

  #rememberPlain(accountId: string, region: string | undefined, resolved: ResolvedTarget): void {
    const byRegion = this.#plain.get(accountId);
    if (byRegion) byRegion.set(region, resolved);
    else this.#plain.set(accountId, new Map([[region, resolved]]));
  }

  #intern(resolved: ResolvedTarget): ResolvedTarget {
    const key = JSON.stringify([resolved.sessionKey, resolved.region]);
    const known = this.#resolved.get(key);
    if (known) return known;
    this.#resolved.set(key, resolved);
    return resolved;
  }

  #build(target: AccountTarget): ResolvedTarget {
    checkSessionFields(target, '');
    const accountId = accountOf(target);
    const override = this.#overrideOf(accountId);
    const layers = [target, override, this.#sessionFieldsFor(target, accountId), this.settings];
    const roleArn = roleArnOf(layers, accountId);
    const partition = this.#partitionOf(target, override, roleArn);
    const region = this.#regionOf(target, override, partition, accountId);
    if (partition !== this.settings.partition) {
      throw new NoHubRoleForPartitionError(partition, this.settings.partition, { accountId, region });
    }
    const session =
      override.credentials === undefined
        ? roleSession(layers, accountId, partition, roleArn)
        : ({ kind: 'provided', accountId, partition } as const);
    return Object.freeze({ accountId, region, partition, session, sessionKey: sessionKey(session) });
  }

  #overrideOf(accountId: string): AccountOverride {
    const { accountOverrides } = this.settings;
    return (
      (accountOverrides && Object.hasOwn(accountOverrides, accountId) && accountOverrides[accountId]) || {}
    );
  }

  #sessionFieldsFor(target: AccountTarget, accountId: string): RoleSessionFields {
    const given = Object.entries({ ...target, accountId }).filter(([, value]) => value !== undefined);
    const fields: unknown = this.settings.sessionFor?.(Object.freeze(Object.fromEntries(given))) ?? {};
    return checkSessionAnswer(fields, accountId);
  }

  #partitionOf(target: AccountTarget, override: AccountOverride, roleArn: RoleArn | undefined): string {
    const region = target.region ?? override.region;
    if (target.partition !== undefined && roleArn && roleArn.partition !== target.partition) {
      throw new InvalidTargetError(
        'partition',
        `${describeValue(target.partition)} contradicts the role ARN, which is in ${roleArn.partition}. Leave one of them out.`,
        { accountId: roleArn.accountId },
      );
    }
    return (
      roleArn?.partition ?? target.partition ?? this.regions.partitionOf(region) ?? this.settings.partition
    );
  }

  #regionOf(target: AccountTarget, override: AccountOverride, partition: string, accountId: string): string {
    const region = target.region ?? override.region ?? this.settings.region;
    const actual = this.regions.partitionOf(region);
    if (actual === undefined) throw new InvalidTargetError('region', regionProblem(region), { accountId });
    if (actual === partition) return region;
    const origin = target.region === undefined ? 'the default region' : 'region';
    throw new InvalidTargetError(
      'region',
      `${origin} ${region} is in partition ${actual}, but the target is in ${partition}. Give a region of ${partition}.`,
      { accountId, region },
    );
  }
}

/** Nothing but an account and perhaps a region is given. */
function isPlain(fields: AccountTarget): fields is { accountId: string; region?: string } {
  return (
    typeof fields.accountId === 'string' &&
    fields.partition === undefined &&
    fields.roleArn === undefined &&
    fields.roleName === undefined &&
    fields.rolePath === undefined &&
    fields.externalId === undefined &&
    fields.sessionName === undefined &&
    fields.durationSeconds === undefined
  );
}
