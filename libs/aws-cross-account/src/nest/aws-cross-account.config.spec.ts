import { describe, expect, it } from '@jest/globals';
import { optionsFromEnvironment } from './aws-cross-account.config.js';

describe('the options from the environment', () => {
  it('are read from a variable each', () => {
    expect(
      optionsFromEnvironment({
        AWS_CROSS_ACCOUNT_ROLE_NAME: 'reader',
        AWS_CROSS_ACCOUNT_ROLE_PATH: '/teams/',
        AWS_CROSS_ACCOUNT_REGION: 'eu-west-1',
        AWS_CROSS_ACCOUNT_PARTITION: 'aws',
        AWS_CROSS_ACCOUNT_EXTERNAL_ID: 'tenant:1',
        AWS_CROSS_ACCOUNT_SESSION_NAME: 'inventory',
        AWS_CROSS_ACCOUNT_DURATION_SECONDS: '900',
        AWS_CROSS_ACCOUNT_SOURCE_IDENTITY: 'inventory',
        AWS_CROSS_ACCOUNT_POLICY: '{"Statement":[]}',
        AWS_CROSS_ACCOUNT_POLICY_ARNS: 'arn:aws:iam::aws:policy/a,b , arn:aws:iam::aws:policy/c',
        AWS_CROSS_ACCOUNT_VIA: 'arn:aws:iam::999999999999:role/broker',
        AWS_CROSS_ACCOUNT_MAX_ATTEMPTS: '3',
        AWS_CROSS_ACCOUNT_REQUESTS_PER_ACCOUNT: '10',
        AWS_CROSS_ACCOUNT_SHUTDOWN_SECONDS: '20',
        AWS_CROSS_ACCOUNT_CACHE_CLIENTS: '500',
        AWS_CROSS_ACCOUNT_ADDITIONAL_REGIONS: 'eu-west-9, eu-west-8',
        AWS_CROSS_ACCOUNT_ACCOUNT_OVERRIDES: '{"111122223333":{"region":"us-east-1"}}',
        AWS_CROSS_ACCOUNT_ALLOWED_ACCOUNTS: '111122223333, 444455556666',
        AWS_CROSS_ACCOUNT_DENIED_ACCOUNTS: '777788889999',
        AWS_CROSS_ACCOUNT_ALLOWED_REGIONS: 'eu-west-1,eu-central-1',
        AWS_CROSS_ACCOUNT_ALLOWED_ROLES: 'reader, arn:aws:iam::111122223333:role/writer',
        AWS_CROSS_ACCOUNT_ALLOW_HUB_ACCOUNT: 'true',
        AWS_CROSS_ACCOUNT_HUB_ACCOUNT_ID: '999999999999',
        AWS_CROSS_ACCOUNT_STS_REGION: 'us-west-2',
        AWS_CROSS_ACCOUNT_STS_ENDPOINT: 'http://127.0.0.1:4566',
        AWS_CROSS_ACCOUNT_STS_FALLBACK_REGIONS: 'us-east-1, us-east-2',
        AWS_CROSS_ACCOUNT_STS_CALLS_PER_SECOND: '600',
        AWS_CROSS_ACCOUNT_STS_REPLICAS: '12',
        AWS_CROSS_ACCOUNT_REFRESH: 'on-demand',
        AWS_CROSS_ACCOUNT_STALE_SECONDS: '0',
        AWS_CROSS_ACCOUNT_KEEP_DENIED_SESSIONS: 'false',
        AWS_CROSS_ACCOUNT_SWEEP_CONCURRENCY: '100',
        AWS_CROSS_ACCOUNT_SWEEP_PER_ACCOUNT_CONCURRENCY: '2',
        AWS_CROSS_ACCOUNT_SWEEP_TIMEOUT_MS: '60000',
        AWS_CROSS_ACCOUNT_SWEEP_GRACE_MS: '0',
        AWS_CROSS_ACCOUNT_SWEEP_RETRIES: '3',
        AWS_CROSS_ACCOUNT_SWEEP_GIVE_UP_AFTER_DENIED: '20',
        AWS_CROSS_ACCOUNT_SWEEP_ENABLED_REGIONS_SOURCE: 'ec2:DescribeRegions',
        AWS_CROSS_ACCOUNT_SWEEP_ENABLED_REGIONS_TTL_SECONDS: '60',
      }),
    ).toEqual({
      roleName: 'reader',
      rolePath: '/teams/',
      region: 'eu-west-1',
      partition: 'aws',
      externalId: 'tenant:1',
      sessionName: 'inventory',
      durationSeconds: 900,
      sourceIdentity: 'inventory',
      policy: '{"Statement":[]}',
      policyArns: ['arn:aws:iam::aws:policy/a,b', 'arn:aws:iam::aws:policy/c'],
      via: 'arn:aws:iam::999999999999:role/broker',
      maxAttempts: 3,
      requestsPerAccount: 10,
      shutdownSeconds: 20,
      cache: { clients: 500 },
      additionalRegions: ['eu-west-9', 'eu-west-8'],
      accountOverrides: { '111122223333': { region: 'us-east-1' } },
      access: {
        allowedAccounts: ['111122223333', '444455556666'],
        deniedAccounts: ['777788889999'],
        allowedRegions: ['eu-west-1', 'eu-central-1'],
        allowedRoles: ['reader', 'arn:aws:iam::111122223333:role/writer'],
        allowHubAccount: true,
      },
      hubAccountId: '999999999999',
      sts: {
        region: 'us-west-2',
        endpoint: 'http://127.0.0.1:4566',
        fallbackRegions: ['us-east-1', 'us-east-2'],
        callsPerSecond: 600,
        replicas: 12,
      },
      refresh: 'on-demand',
      staleSeconds: 0,
      keepDeniedSessions: false,
      sweep: {
        concurrency: 100,
        perAccountConcurrency: 2,
        timeoutMs: 60_000,
        graceMs: 0,
        retries: 3,
        giveUpAfterDenied: 20,
        enabledRegions: { source: 'ec2:DescribeRegions', ttlSeconds: 60 },
      },
    });
  });

  it('may allow any account that trusts us, in the same word as in code', () => {
    const env = { AWS_CROSS_ACCOUNT_ALLOWED_ACCOUNTS: 'any-that-trusts-us' };
    expect(optionsFromEnvironment(env).access).toEqual({ allowedAccounts: 'any-that-trusts-us' });
  });

  it('leave out what is not set, or empty', () => {
    const options = optionsFromEnvironment({
      AWS_CROSS_ACCOUNT_ROLE_NAME: 'reader',
      AWS_CROSS_ACCOUNT_REGION: '',
    });
    expect(JSON.parse(JSON.stringify(options))).toEqual({ roleName: 'reader' });
  });

  it.each([
    ['AWS_CROSS_ACCOUNT_DURATION_SECONDS', 'an hour'],
    ['AWS_CROSS_ACCOUNT_DURATION_SECONDS', '1e3'],
    ['AWS_CROSS_ACCOUNT_MAX_ATTEMPTS', '-1'],
    ['AWS_CROSS_ACCOUNT_ACCOUNT_OVERRIDES', '{"111122223333":'],
    ['AWS_CROSS_ACCOUNT_STS_REPLICAS', 'two'],
    ['AWS_CROSS_ACCOUNT_STS_CALLS_PER_SECOND', '0.5'],
    ['AWS_CROSS_ACCOUNT_STALE_SECONDS', '-1'],
    ['AWS_CROSS_ACCOUNT_KEEP_DENIED_SESSIONS', 'yes'],
    ['AWS_CROSS_ACCOUNT_ALLOWED_ACCOUNTS', 'directory'],
    ['AWS_CROSS_ACCOUNT_SWEEP_CONCURRENCY', 'all'],
    ['AWS_CROSS_ACCOUNT_SWEEP_TIMEOUT_MS', '5m'],
    ['AWS_CROSS_ACCOUNT_SWEEP_ENABLED_REGIONS_TTL_SECONDS', '-1'],
  ])('name the variable %s when %p cannot be read', (option, text) => {
    expect(() => optionsFromEnvironment({ [option]: text })).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', option }),
    );
  });

  it('never repeat the text of overrides, which may hold external IDs', () => {
    const text = '{"111122223333":{"externalId":"canary"';
    expect(() => optionsFromEnvironment({ AWS_CROSS_ACCOUNT_ACCOUNT_OVERRIDES: text })).not.toThrow(/canary/);
  });
});
