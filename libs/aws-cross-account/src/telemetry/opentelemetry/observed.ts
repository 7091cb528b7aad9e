import type { Attributes } from '@opentelemetry/api';
import type { FactoryHealth } from '../../clients/factory-health.js';
import type { FactoryStats } from '../../clients/factory-stats.js';
import type { SweepStats } from '../../sweep/sweep-stats.js';
import { ATTRIBUTES } from './attributes.js';

/** One look at everything. */
export interface Reading {
  readonly stats: FactoryStats;
  readonly health: FactoryHealth;
  readonly sweeps: SweepStats;
}

/** A number that is read when somebody collects. Those of processes can be added up, but for gauges. */
export interface Observed {
  readonly name: string;
  readonly kind: 'counter' | 'up-down' | 'gauge';
  readonly unit: string;
  readonly description: string;
  readonly read: (reading: Reading) => readonly (readonly [value: number, attributes?: Attributes])[];
}

const { cacheResult, outcome, reachable, sweepStatus } = ATTRIBUTES;

const COUNTERS: readonly Observed[] = [
  {
    name: 'aws.cross_account.client.requests',
    kind: 'counter',
    unit: '{request}',
    description: 'Clients that were asked for',
    read: ({ stats: { clients } }) => [
      [clients.reused, { [cacheResult]: 'hit' }],
      [clients.created, { [cacheResult]: 'miss' }],
    ],
  },
  {
    name: 'aws.cross_account.credentials.requests',
    kind: 'counter',
    unit: '{request}',
    description: 'Credentials that were asked for: by each request, which may do so twice',
    read: ({ stats: { credentials } }) => [
      [credentials.hits, { [cacheResult]: 'hit' }],
      [credentials.misses, { [cacheResult]: 'miss' }],
      [credentials.refused, { [cacheResult]: 'denied' }],
    ],
  },
  {
    name: 'aws.cross_account.credentials.stale',
    kind: 'counter',
    unit: '{request}',
    description: 'Expired credentials that were handed out because STS could not be reached',
    read: ({ stats: { credentials } }) => [[credentials.servedStale]],
  },
  {
    name: 'aws.cross_account.credentials.evictions',
    kind: 'counter',
    unit: '{session}',
    description: 'Role sessions that made room for others',
    read: ({ stats: { credentials } }) => [[credentials.evicted]],
  },
  {
    name: 'aws.cross_account.sts.attempts',
    kind: 'counter',
    unit: '{attempt}',
    description: 'Calls of STS, each retry for itself',
    read: ({ stats: { sts } }) => [
      [sts.attempts - sts.throttled - sts.unanswered, { [outcome]: 'answered' }],
      [sts.throttled, { [outcome]: 'throttled' }],
      [sts.unanswered, { [outcome]: 'unanswered' }],
    ],
  },
  {
    name: 'aws.cross_account.sweep.targets',
    kind: 'counter',
    unit: '{target}',
    description: 'Results of sweeps',
    read: ({ sweeps }) => [
      [sweeps.ok, { [sweepStatus]: 'ok' }],
      [sweeps.failed, { [sweepStatus]: 'failed' }],
      [sweeps.skipped, { [sweepStatus]: 'skipped' }],
    ],
  },
];

const AMOUNTS: readonly Observed[] = [
  {
    name: 'aws.cross_account.client.count',
    kind: 'up-down',
    unit: '{client}',
    description: 'Clients that are kept',
    read: ({ stats: { clients } }) => [[clients.cached]],
  },
  {
    name: 'aws.cross_account.session.count',
    kind: 'up-down',
    unit: '{session}',
    description: 'Role sessions whose credentials are kept',
    read: ({ stats: { credentials } }) => [[credentials.cached]],
  },
  {
    name: 'aws.cross_account.account.count',
    kind: 'up-down',
    unit: '{account}',
    description:
      'Accounts that were worked in, by whether they can be used; a failure counts for ten minutes',
    read: ({ health: { accounts } }) => [
      [accounts.reachable, { [reachable]: true }],
      [accounts.unreachable, { [reachable]: false }],
    ],
  },
  {
    name: 'aws.cross_account.request.queue.length',
    kind: 'up-down',
    unit: '{request}',
    description: 'Requests that wait because their account has as many under way as it may',
    read: ({ stats: { clients } }) => [[clients.waiting]],
  },
  {
    name: 'aws.cross_account.sts.queue.length',
    kind: 'up-down',
    unit: '{call}',
    description: 'Calls of STS that wait for their turn at the pace',
    read: ({ stats: { sts } }) => [[sts.waiting]],
  },
  {
    name: 'aws.cross_account.sts.endpoint.down',
    kind: 'up-down',
    unit: '{endpoint}',
    description: 'Endpoints of STS that do not answer, and are left alone but for one try in 5 s',
    read: ({ stats: { sts } }) => [[sts.endpointsDown]],
  },
  {
    name: 'aws.cross_account.hub_role.unusable',
    kind: 'up-down',
    unit: '{process}',
    description: 'Whether the hub role cannot be used: 1 or 0',
    read: ({ health: { hubRole } }) => [
      [hubRole.state === 'failing' || hubRole.state === 'suspected' ? 1 : 0],
    ],
  },
  {
    name: 'aws.cross_account.sweep.active',
    kind: 'up-down',
    unit: '{sweep}',
    description: 'Sweeps that go on',
    read: ({ sweeps }) => [[sweeps.running]],
  },
  {
    name: 'aws.cross_account.sweep.remaining',
    kind: 'up-down',
    unit: '{target}',
    description: 'Results that the sweeps that go on still owe, as far as that is known',
    read: ({ sweeps }) => [[sweeps.remaining]],
  },
  {
    name: 'aws.cross_account.sts.rate_limit',
    kind: 'gauge',
    unit: '{call}/s',
    description: 'How fast the process may call STS: less than usual while STS throttles',
    read: ({ stats: { sts } }) => [[sts.callsPerSecond]],
  },
  {
    name: 'aws.cross_account.clock.offset',
    kind: 'gauge',
    unit: 's',
    description: "By how much AWS's clock is ahead of the machine's",
    read: ({ stats: { sts } }) => [[sts.clockOffsetMs / 1_000]],
  },
];

export const OBSERVED: readonly Observed[] = [...COUNTERS, ...AMOUNTS];
