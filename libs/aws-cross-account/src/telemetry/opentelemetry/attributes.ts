/** Those of our own, and those of the semantic conventions that we use. */
export const ATTRIBUTES = {
  accountId: 'aws.cross_account.account.id',
  roleArn: 'aws.cross_account.role.arn',
  region: 'aws.cross_account.region',
  purpose: 'aws.cross_account.purpose',
  urgency: 'aws.cross_account.urgency',
  cacheResult: 'aws.cross_account.cache.result',
  outcome: 'aws.cross_account.outcome',
  reachable: 'aws.cross_account.account.reachable',
  sweepStatus: 'aws.cross_account.sweep.status',
  errorType: 'error.type',
  rpcSystem: 'rpc.system',
  rpcService: 'rpc.service',
  rpcMethod: 'rpc.method',
} as const;

/** What the conventions call an error that is not told apart. */
export const OTHER_ERROR = '_OTHER';
