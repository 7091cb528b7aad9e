import { describeValue } from '../errors/describe-value.js';
import {
  InvalidTargetError,
  NoHubRoleForPartitionError,
  TargetRefusedError,
} from '../errors/target.errors.js';
import type { AccessLists } from './access-lists.js';
import type { AccountTarget } from './account-target.js';
import { buildSession } from './build-session.js';
import {
  accountOf,
  copyOfGiven,
  type GivenTarget,
  readSessionAnswer,
  readTarget,
  refuseAnswer,
  refuseTarget,
} from './check-target.js';
import { CompleteTarget } from './complete-target.js';
import { OptionLayers } from './option-layers.js';
import { refuseNarrowing } from './provided-session.js';
import { regionProblem, type Regions } from './region.js';
import type { ResolvedTarget } from './resolved-target.js';
import { formatRoleArn, type RoleArn } from './role-arn.js';
import { type AccountSession, sessionKey } from './role-session.js';
import { type OwnSessionFields, readSessionFields } from './session-fields.js';
import {
  mergedFields,
  refuseContradiction,
  roleArnOf,
  type SessionLayer,
  type SessionLayers,
} from './session-layers.js';
import type { AccountOverride, TargetOptions } from './target-options.js';
import { leastRecentlyUsed } from './least-recently-used.js';

/** `TargetOptions` with the defaults that come from outside. */
export interface TargetSettings extends TargetOptions {
  readonly region: string;
  readonly partition: string;
  readonly sessionName: string;
}

/** More than the accounts of the largest organization; an entry is up to a kilobyte. */
const MAX_REMEMBERED = 20_000;

/**
 * Turns account targets into resolved ones: checks every field, applies overrides and defaults, and answers the same object
 * for the same target as long as it remembers it. Synchronous; no I/O.
 */
export class TargetResolver {
  /** Targets of account and region alone, which nearly all are: found without building a key. */
  readonly #plain = leastRecentlyUsed<string, Map<string | undefined, CompleteTarget>>(MAX_REMEMBERED);
  /** Those of all accounts together. */
  #plainCount = 0;
  readonly #resolved = leastRecentlyUsed<string, ResolvedTarget>(MAX_REMEMBERED);

  readonly #options: OptionLayers;

  /** @throws InvalidOptionError when the session fields of the options are wrong or contradict each other */
  constructor(
    private readonly settings: TargetSettings,
    private readonly regions: Regions,
    private readonly access?: AccessLists,
  ) {
    this.#options = new OptionLayers(settings, settings.partition);
  }

  /**
   * Every field is read once: what is checked, keyed and used is the same, whatever kind of object the target is.
   *
   * @throws InvalidTargetError when a field is missing, unknown or malformed, or when two fields contradict each other
   * @throws NoHubRoleForPartitionError when the target is in another partition than the hub role
   * @throws TargetRefusedError when a list of the option `access` keeps it out
   */
  resolve(target: AccountTarget): ResolvedTarget {
    if (CompleteTarget.isOf(this, target)) return CompleteTarget.resolved(target);
    return allowed(this.locate(target));
  }

  /** The same for targets that nobody is going to enter, those that are kept out included. */
  locate(target: AccountTarget): ResolvedTarget {
    const given = readTarget(target);
    return isPlain(given)
      ? CompleteTarget.resolved(this.#completePlain(given))
      : this.#intern(this.#build(given));
  }

  /**
   * The target with every default applied, which `resolve` takes for exactly the same session. What becomes of the given
   * object changes nothing.
   *
   * @throws as `resolve`
   */
  complete(target: AccountTarget): CompleteTarget {
    if (CompleteTarget.isOf(this, target)) return target;
    const given = readTarget(target);
    if (!isPlain(given)) {
      const own = copyOfGiven(given);
      return new CompleteTarget(own, this.resolve(own), this);
    }
    const complete = this.#completePlain(given);
    allowed(CompleteTarget.resolved(complete));
    return complete;
  }

  isRegion(value: unknown): value is string {
    return this.regions.partitionOf(value) !== undefined;
  }

  /** What is kept out is not remembered, so that nobody can fill the memory with it. */
  #completePlain({ accountId, region }: PlainTarget): CompleteTarget {
    const byRegion = this.#plain.get(accountId);
    const known = byRegion?.get(region);
    if (known) return known;
    const given = Object.freeze(region === undefined ? { accountId } : { accountId, region });
    const [sibling] = byRegion?.values() ?? [];
    const resolved = this.#intern(
      (sibling && this.#elsewhere(CompleteTarget.resolved(sibling), region)) ??
        this.#build({ accountId, region, partition: undefined, session: undefined }),
    );
    const complete = new CompleteTarget(given, resolved, this);
    if (resolved.refusedBy !== undefined) return complete;
    if (byRegion) byRegion.set(region, complete);
    else this.#plain.set(accountId, new Map([[region, complete]]));
    this.#plainCount += 1;
    while (this.#plainCount > MAX_REMEMBERED) this.#plainCount -= this.#plain.pop()?.size ?? MAX_REMEMBERED;
    return complete;
  }

  /** An account has one role session in all its regions, unless `sessionFor` knows better. */
  #elsewhere(sibling: ResolvedTarget, region: string | undefined): ResolvedTarget | undefined {
    if (region === undefined || this.settings.sessionFor) return undefined;
    const isUsual = this.regions.partitionOf(region) === sibling.partition;
    return isUsual && this.access?.allowsRegion(region) !== false
      ? Object.freeze({ ...sibling, region })
      : undefined;
  }

  #intern(resolved: ResolvedTarget): ResolvedTarget {
    if (resolved.refusedBy !== undefined) return resolved;
    const key = JSON.stringify([resolved.sessionKey, resolved.region]);
    const known = this.#resolved.get(key);
    if (known) return known;
    this.#resolved.set(key, resolved);
    return resolved;
  }

  #build(target: GivenTarget): ResolvedTarget {
    const fields = readSessionFields(target.session ?? {}, '', refuseTarget);
    const accountId = accountOf(target, fields.roleArn);
    const override = this.#overrideOf(accountId);
    const answer = this.#answerFor({ ...target, accountId }, fields);
    const layers = this.#options.around({ fields, refuse: refuseTarget, isOption: false }, accountId, answer);
    const roleArn = roleArnOf(layers, accountId);
    const partition = this.#partitionOf(target, override, roleArn);
    const region = this.#regionOf(target, override, partition, accountId);
    if (partition !== this.settings.partition) {
      throw new NoHubRoleForPartitionError(partition, this.settings.partition, { accountId, region });
    }
    const session =
      override.credentials === undefined
        ? this.#roleSession(layers, accountId, roleArn)
        : providedSession([layers[0], answer], accountId, partition);
    const configured = layers.slice(1).map((layer) => layer.fields);
    const refusedBy = this.access?.refusal(session, region, configured);
    return Object.freeze({
      accountId,
      region,
      partition,
      session,
      sessionKey: sessionKey(session),
      refusedBy,
    });
  }

  #roleSession(layers: SessionLayers, accountId: string, named: RoleArn | undefined): AccountSession {
    const { partition, sessionName: defaultName } = this.settings;
    const fields = mergedFields(layers);
    refuseContradiction(layers, fields, { accountId, partition });
    const { rolePath = '/', roleName = '', sessionName = defaultName } = fields;
    const roleArn = named?.arn ?? formatRoleArn(partition, accountId, rolePath, roleName);
    return buildSession({ accountId, partition, roleArn, sessionName }, fields, defaultName);
  }

  #overrideOf(accountId: string): AccountOverride {
    const { accountOverrides } = this.settings;
    return (
      (accountOverrides && Object.hasOwn(accountOverrides, accountId) && accountOverrides[accountId]) || {}
    );
  }

  #answerFor(
    { accountId, region, partition }: GivenTarget & { accountId: string },
    fields: OwnSessionFields,
  ): SessionLayer {
    const known = {
      accountId,
      ...(region === undefined ? {} : { region }),
      ...(partition === undefined ? {} : { partition }),
      ...fields,
    };
    const answer: unknown = this.settings.sessionFor?.(Object.freeze(known)) ?? {};
    return { fields: readSessionAnswer(answer, accountId), refuse: refuseAnswer, isOption: false };
  }

  #partitionOf(target: GivenTarget, override: AccountOverride, roleArn: RoleArn | undefined): string {
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

  #regionOf(target: GivenTarget, override: AccountOverride, partition: string, accountId: string): string {
    // Null is no region, and does not mean that none was given.
    const region = target.region === undefined ? (override.region ?? this.settings.region) : target.region;
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

type PlainTarget = Pick<GivenTarget, 'region'> & { readonly accountId: string };

/** Nothing but an account and perhaps a region is given. */
function isPlain(given: GivenTarget): given is GivenTarget & PlainTarget {
  return typeof given.accountId === 'string' && given.partition === undefined && given.session === undefined;
}

function providedSession(layers: SessionLayer[], accountId: string, partition: string): AccountSession {
  for (const { fields, refuse } of layers) refuseNarrowing(fields, refuse);
  return { kind: 'provided', accountId, partition };
}

/** @throws TargetRefusedError */
function allowed(resolved: ResolvedTarget): ResolvedTarget {
  if (resolved.refusedBy === undefined) return resolved;
  throw new TargetRefusedError(resolved.refusedBy, resolved);
}
