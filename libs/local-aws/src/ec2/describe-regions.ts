import { regionsOf } from '../data/regions.js';
import { element } from '../http/xml.js';
import { matchesWildcard } from '../policy/wildcard.js';
import { AwsFault } from '../service/aws-fault.js';
import { anyResource, reasonToDeny } from '../service/permissions.js';
import type { Params } from '../service/query-params.js';
import type { Call, Operation } from '../service/service.js';
import { regionSwitch } from '../world/region-switch.js';
import { ec2Answer } from './ec2-answer.js';
import { invalidValue, readFlag, readRegionParams } from './region-params.js';
import type { RegionParams } from './region-params.js';
import { unauthorized } from './unauthorized.js';

const ACTION = 'ec2:DescribeRegions';

/** A region by the names that filters give its properties. */
type RegionView = Readonly<Record<'region-name' | 'endpoint' | 'opt-in-status', string>>;

/** The regions that the account can use; with `AllRegions` or names, also those that it has not switched on. */
export function describeRegions(params: Params): Operation {
  return { action: ACTION, subject: 'caller', run: (call) => run(call, params) };
}

function run(call: Call, params: Params) {
  const wanted = readRegionParams(params);
  authorize(call);
  if (readFlag(params, 'DryRun')) {
    const message = 'Request would have succeeded, but DryRun flag is set.';
    throw new AwsFault(412, 'DryRunOperation', message);
  }
  const items = choose(call, wanted).map((region) =>
    element('item', [
      element('regionName', region['region-name']),
      element('regionEndpoint', region.endpoint),
      element('optInStatus', region['opt-in-status']),
    ]),
  );
  return ec2Answer('DescribeRegions', [element('regionInfo', items)], call.requestId);
}

function authorize({ caller, cloud, region }: Call): void {
  const world = cloud.world.current;
  const reason = reasonToDeny(world, caller, ACTION, anyResource(caller, 'ec2', region));
  if (reason === undefined) return;
  const detail = `User: ${caller.sessionArn} is not authorized to perform: ${ACTION} ${reason}`;
  throw unauthorized(world.explainDenials ? detail : undefined);
}

function choose(call: Call, { names, all, filters }: RegionParams): RegionView[] {
  const known = regionsOf(call.caller.partition);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw invalidValue(`Invalid region provided: ${unknown.slice(0, 64)}`);
  return (names.length > 0 ? known.filter((name) => names.includes(name)) : known)
    .map((name) => view(call, name))
    .filter((region) => names.length > 0 || all || region['opt-in-status'] !== 'not-opted-in')
    .filter((region) =>
      filters.every(({ name, values }) => values.some((value) => matchesWildcard(value, region[name]))),
    );
}

function view({ caller, cloud }: Call, name: string): RegionView {
  const chosen = regionSwitch(cloud.world.current, caller.accountId, name);
  const domain = caller.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return {
    'region-name': name,
    endpoint: `ec2.${name}.${domain}`,
    'opt-in-status': chosen === undefined ? 'opt-in-not-required' : optInStatus(chosen === 'on'),
  };
}

function optInStatus(on: boolean): string {
  return on ? 'opted-in' : 'not-opted-in';
}
