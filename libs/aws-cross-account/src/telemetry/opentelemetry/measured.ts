/** A distribution that is recorded as things happen. */
export interface Measured {
  readonly name: string;
  readonly unit: string;
  readonly description: string;
  readonly buckets: number[];
}

/** Those that the conventions advise for calls. */
const CALL_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

export const MEASURED = {
  assumeRole: {
    name: 'aws.cross_account.assume_role.duration',
    unit: 's',
    description: 'Obtaining a role session, with waits and retries',
    buckets: [...CALL_SECONDS, 30],
  },
  queue: {
    name: 'aws.cross_account.sts.queue.duration',
    unit: 's',
    description: 'Wait of a call of STS for its turn at the pace',
    buckets: [...CALL_SECONDS, 30],
  },
  sweepTarget: {
    name: 'aws.cross_account.sweep.target.duration',
    unit: 's',
    description: 'Working a target of a sweep, with all its attempts',
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300],
  },
} as const satisfies Record<string, Measured>;
