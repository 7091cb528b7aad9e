import { regionsOf } from '../data/regions.js';
import { AwsFault } from '../service/aws-fault.js';
import { checkMembers, isText, isTexts, isWhole, readMember } from '../service/json-input.js';
import type { Call } from '../service/service.js';
import { regionSwitch } from '../world/region-switch.js';
import type { RegionSwitch } from '../world/world-organization.js';
import { targetAccount } from './access.js';

const MEMBERS = ['AccountId', 'MaxResults', 'NextToken', 'RegionOptStatusContains'];
/** The most entries of a page, as in AWS. */
const MAX_RESULTS = 50;

const STATUS: Readonly<Record<RegionSwitch, string>> = {
  on: 'ENABLED',
  off: 'DISABLED',
  enabling: 'ENABLING',
  disabling: 'DISABLING',
};
const BY_DEFAULT = 'ENABLED_BY_DEFAULT';
const STATUSES: readonly string[] = [...Object.values(STATUS), BY_DEFAULT];

interface Request {
  readonly accountId: string | undefined;
  readonly limit: number;
  readonly token: string | undefined;
  readonly statuses: readonly string[] | undefined;
}

/** Every region of the partition, with what the account has done about it. */
export function listRegions(call: Call, input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { accountId, limit, token, statuses } = read(input);
  const target = targetAccount(call, 'account:ListRegions', accountId);
  const regions = regionsOf(call.caller.partition)
    .map((name) => ({ RegionName: name, RegionOptStatus: statusOf(call, target, name) }))
    .filter(({ RegionOptStatus }) => statuses?.includes(RegionOptStatus) ?? true);
  const list = `regions ${target} ${statuses?.join() ?? ''}`;
  const page = call.cloud.pages.take(regions, ({ RegionName }) => RegionName, { limit, token, list });
  if (page === undefined) throw invalid('NextToken must be the one of the page before.');
  const { entries, nextToken } = page;
  return { Regions: entries, ...(nextToken === undefined ? {} : { NextToken: nextToken }) };
}

function statusOf({ cloud }: Call, accountId: string, region: string): string {
  const chosen = regionSwitch(cloud.world.current, accountId, region);
  return chosen === undefined ? BY_DEFAULT : STATUS[chosen];
}

function read(input: Readonly<Record<string, unknown>>): Request {
  checkMembers(input, MEMBERS);
  const accountId = readMember(input, 'AccountId', isText);
  if (accountId !== undefined && !/^\d{12}$/.test(accountId))
    throw invalid('AccountId must be twelve digits.');
  const limit = readMember(input, 'MaxResults', isWhole) ?? MAX_RESULTS;
  if (limit < 1 || limit > MAX_RESULTS) throw invalid(`MaxResults must be from 1 to ${MAX_RESULTS}.`);
  const statuses = readMember(input, 'RegionOptStatusContains', isTexts);
  const unknown = statuses?.find((status) => !STATUSES.includes(status));
  if (unknown !== undefined) throw invalid(`RegionOptStatusContains must be of ${STATUSES.join(', ')}.`);
  return { accountId, limit, token: readMember(input, 'NextToken', isText), statuses };
}

function invalid(message: string): AwsFault {
  return new AwsFault(400, 'ValidationException', message, { fields: { reason: 'fieldValidationFailed' } });
}
