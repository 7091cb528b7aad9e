import { describeValue } from '../errors/describe-value.js';
import { InvalidAccountError } from '../errors/account.errors.js';
import { type RefuseField, refuseUnknown } from '../target/refuse-field.js';
import type { AccountTarget } from '../target/account-target.js';
import { readTexts } from './account.js';

export interface OrganizationsOptions {
  /**
   * Who lists: a role in the management account or in that of a delegated administrator. It need not be the role that the members have.
   * Default: the hub role itself.
   */
  listedBy?: AccountTarget | undefined;
  /** Only the accounts in these organizational units and below them: ids, or paths of names such as `Workloads/Prod`. Default: all. */
  ous?: readonly string[] | undefined;
  /** Whether to read the tags of accounts, which takes a call for each. Default false. */
  tags?: boolean | undefined;
  /** The organization that it must be: `o-…`. Asked for before each listing. */
  organizationId?: string | undefined;
  /** How old the list may become before it is read again, which nobody waits for. Default 900. */
  ttlSeconds?: number | undefined;
  /** How many calls of Organizations are made at once. Default 4: it throttles soon. */
  concurrency?: number | undefined;
}

export type OrganizationsSettings = OrganizationsOptions & {
  readonly ttlSeconds: number;
  readonly concurrency: number;
};

const FIELDS = [
  'listedBy',
  'ous',
  'tags',
  'organizationId',
  'ttlSeconds',
  'concurrency',
] as const satisfies readonly (keyof OrganizationsOptions)[];

/** @throws InvalidAccountError with the first option that is wrong */
export function organizationsSettings(options: OrganizationsOptions): OrganizationsSettings {
  refuseUnknown(options, FIELDS, 'options.', refuse);
  const { listedBy, ous, tags, organizationId, ttlSeconds = 900, concurrency = 4 } = options;
  if (listedBy !== undefined && (typeof listedBy !== 'object' || listedBy === null))
    refuse(
      'options.listedBy',
      `expected a target such as { accountId, roleName }, got ${describeValue(listedBy)}.`,
    );
  if (tags !== undefined && typeof tags !== 'boolean')
    refuse('options.tags', `expected true or false, got ${describeValue(tags)}.`);
  if (organizationId !== undefined && !/^o-[a-z0-9]{10,32}$/.test(organizationId))
    refuse(
      'options.organizationId',
      `expected an id such as o-exampleorgid, got ${describeValue(organizationId)}.`,
    );
  if (!(typeof ttlSeconds === 'number' && ttlSeconds >= 1 && ttlSeconds <= 86_400))
    refuse('options.ttlSeconds', `expected a number from 1 to 86400, got ${describeValue(ttlSeconds)}.`);
  if (!(Number.isInteger(concurrency) && concurrency >= 1 && concurrency <= 100))
    refuse(
      'options.concurrency',
      `expected a whole number from 1 to 100, got ${describeValue(concurrency)}.`,
    );
  return {
    ...options,
    ttlSeconds,
    concurrency,
    ...(ous === undefined ? {} : { ous: readTexts(ous, 'options.ous') }),
  };
}

const refuse: RefuseField = (field, problem) => {
  throw new InvalidAccountError(field, problem);
};
