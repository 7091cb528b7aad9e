import { describe, expect, it } from '@jest/globals';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { LocalAwsOptionError } from '../errors.js';
import { refusalOf } from '../testing/refusal.js';
import { running } from '../testing/running.js';
import { EXTERNAL_ID, HUB, HUB_ROLE, PAYMENTS, READER, readerArn, SHIPPING } from '../testing/worlds.js';
import { FaultBook } from './faults.js';
import type { FaultRule } from './fault-rule.js';

/** A promise that the test settles. */
function gate(): { until: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const until = new Promise<void>((resolve) => (open = resolve));
  return { until, open };
}

describe('a fault', () => {
  it.each<[FaultRule['fault'], string, number]>([
    [{ kind: 'throttle' }, 'Throttling', 400],
    [{ kind: 'server-error' }, 'InternalFailure', 500],
    [{ kind: 'server-error', status: 503 }, 'ServiceUnavailable', 503],
  ])('%j of STS is answered in its words', async (fault, name, status) => {
    await running(async ({ aws, clients }) => {
      aws.faults.add({ action: 'sts:AssumeRole', fault });
      expect(await refusalOf(clients.assume())).toMatchObject({ name, status });
      expect(aws.calls.count('sts:AssumeRole', { errorCode: name, outcome: 'refused' })).toBe(1);
    });
  });

  it.each<[FaultRule['fault'], string, number]>([
    [{ kind: 'throttle' }, 'SlowDown', 503],
    [{ kind: 'server-error' }, 'InternalError', 500],
    [{ kind: 'server-error', status: 503 }, 'ServiceUnavailable', 503],
  ])('%j of S3 is answered in its words', async (fault, name, status) => {
    await running(async ({ aws, clients }) => {
      aws.faults.add({ action: 's3:ListBuckets', fault });
      expect(await refusalOf(clients.s3().send(new ListBucketsCommand({})))).toMatchObject({ name, status });
    });
  });

  it('resets the connection, and does nothing', async () => {
    await running(async ({ aws, clients }) => {
      aws.faults.add({ action: 'sts:AssumeRole', times: 1, fault: { kind: 'reset' } });
      expect((await refusalOf(clients.assume())).message).toContain('ECONNRESET');
      expect(aws.calls.list()).toEqual([
        expect.objectContaining({ action: 'sts:AssumeRole', outcome: 'reset' }),
      ]);
      await clients.assume();
    });
  });

  it('names another account', async () => {
    await running(async ({ aws, clients }) => {
      aws.faults.add({ action: 'sts:AssumeRole', fault: { kind: 'wrong-account', accountId: SHIPPING } });
      expect((await clients.assume()).AssumedRoleUser?.Arn).toBe(
        `arn:aws:sts::${SHIPPING}:assumed-role/inventory-reader/spec`,
      );
    });
  });

  it('holds an answer until its gate opens, and no other answer', async () => {
    const until = gate();
    await running(async ({ aws, clients }) => {
      const held = aws.faults.add({
        action: 'sts:AssumeRole',
        roleArn: READER,
        fault: { kind: 'gate', until: until.until },
      });
      let settled = false;
      const call = clients.assume().finally(() => (settled = true));
      await held.reached(1);
      await clients.assume({ RoleArn: readerArn(SHIPPING), ExternalId: EXTERNAL_ID });
      expect([settled, held.hits, aws.calls.count('sts:AssumeRole', { roleArn: READER })]).toEqual([
        false,
        1,
        1,
      ]);
      until.open();
      expect((await call).Credentials).toBeDefined();
    });
  });

  it('opens its gate for a promise that is rejected too', async () => {
    await running(async ({ aws, clients }) => {
      const until = Promise.reject(new LocalAwsOptionError('a', 'b'));
      aws.faults.add({ action: 'sts:AssumeRole', fault: { kind: 'gate', until } });
      expect((await clients.assume()).Credentials).toBeDefined();
    });
  });

  it('is slow by the real clock', async () => {
    await running(async ({ aws, clients }) => {
      aws.faults.add({ action: 'sts:GetCallerIdentity', fault: { kind: 'slow', delayMs: 40 } });
      const start = performance.now();
      await clients.sts().send(new GetCallerIdentityCommand({}));
      expect(performance.now() - start).toBeGreaterThanOrEqual(39);
    });
  });

  it('holds nothing up when the server is closed', async () => {
    await running(async ({ aws, clients }) => {
      const slow = aws.faults.add({
        action: 'sts:AssumeRole',
        times: 1,
        fault: { kind: 'slow', delayMs: 600_000 },
      });
      const shut = aws.faults.add({ action: 'sts:AssumeRole', fault: { kind: 'gate', until: gate().until } });
      const calls = [refusalOf(clients.assume()), refusalOf(clients.assume())];
      await Promise.all([slow.reached(1), shut.reached(1)]);
      await aws.close();
      for (const { message } of await Promise.all(calls))
        expect(message).toMatch(/socket hang up|ECONNRESET/);
    });
  });
});

describe('the rules of faults', () => {
  const book = new FaultBook(Date.now);
  const throttle = { kind: 'throttle' } as const;
  const subject = { action: 'sts:AssumeRole', roleArn: READER, accountId: PAYMENTS, region: 'eu-west-1' };

  it.each<[Omit<FaultRule, 'fault'>, boolean]>([
    [{ action: 'sts:AssumeRole' }, true],
    [{ action: 'sts:AssumeRole', roleArn: READER }, true],
    [{ action: 'sts:AssumeRole', accountId: PAYMENTS }, true],
    [{ action: 'sts:AssumeRole', roleArn: READER, accountId: SHIPPING }, false],
    [{ action: 'sts:AssumeRole', roleArn: HUB_ROLE }, false],
    [{ action: 'sts:AssumeRole', accountId: HUB }, false],
    [{ action: 'sts:GetCallerIdentity' }, false],
    [{}, true],
    [{ region: 'eu-west-1' }, true],
    [{ action: 'sts:AssumeRole', region: 'us-east-1' }, false],
  ])('%j applies to an AssumeRole of the reader of payments: %s', (rule, applies) => {
    const handle = book.add({ ...rule, fault: throttle });
    expect(book.take(subject) !== undefined).toBe(applies);
    expect(handle.hits).toBe(applies ? 1 : 0);
    handle.clear();
    expect(book.take(subject)).toBeUndefined();
  });

  it('end after their number of times, and the one added first applies first', async () => {
    const first = book.add({ action: 'sts:AssumeRole', times: 2, fault: throttle });
    const second = book.add({ action: 'sts:AssumeRole', fault: { kind: 'reset' } });
    const effects = [1, 2, 3].map(() => book.take(subject)?.reset === true);
    expect([effects, first.hits, second.hits]).toEqual([[false, false, true], 2, 1]);
    await Promise.all([first.reached(2), second.reached(1), second.reached(0)]);
    book.clear();
    expect(book.take(subject)).toBeUndefined();
  });

  it.each<[string, unknown]>([
    ['rule', undefined],
    ['action', { action: 's3:ListAllMyBuckets', fault: throttle }],
    ['role', { action: 'sts:AssumeRole', role: READER, fault: throttle }],
    ['times', { action: 'sts:AssumeRole', times: 0, fault: throttle }],
    ['accountId', { action: 'sts:AssumeRole', accountId: 1, fault: throttle }],
    ['region', { region: 'ireland', fault: throttle }],
    ['fault.kind', { action: 'sts:AssumeRole', fault: { kind: 'toString' } }],
    ['fault.kind', { action: 'sts:AssumeRole' }],
    ['fault.delay', { action: 'sts:AssumeRole', fault: { kind: 'slow', delay: 1 } }],
    ['fault.delayMs', { action: 'sts:AssumeRole', fault: { kind: 'slow', delayMs: -1 } }],
    ['fault.until', { action: 'sts:AssumeRole', fault: { kind: 'gate', until: 1 } }],
    ['fault.status', { action: 'sts:AssumeRole', fault: { kind: 'server-error', status: 404 } }],
    ['fault.accountId', { action: 'sts:AssumeRole', fault: { kind: 'wrong-account', accountId: '1' } }],
    ['fault.at', { fault: { kind: 'hang' } }],
    ['fault.status', { fault: { kind: 'html', status: 500 } }],
    ['fault.contentLength', { fault: { kind: 'truncated', contentLength: 1 } }],
    ['fault.value', { action: 'sts:AssumeRole', fault: { kind: 'expiration', value: 'soon' } }],
    ['fault.perSecond', { fault: { kind: 'rate-limit', perSecond: 0 } }],
    ['fault.perSecond', { fault: { kind: 'rate-limit', perSecond: Number.NaN } }],
    ['fault.burst', { fault: { kind: 'rate-limit', perSecond: 1, burst: 0.5 } }],
    ['fault.byMs', { fault: { kind: 'skewed-date', byMs: '1000' } }],
    ['fault.code', { fault: { kind: 'reject-key', code: 'AccessDenied' } }],
    ['action', { action: 's3:ListBuckets', fault: { kind: 'wrong-account', accountId: HUB } }],
    ['action', { fault: { kind: 'missing-credentials' } }],
    ['action', { action: 'sts:GetCallerIdentity', fault: { kind: 'expiration', value: 'past' } }],
    ['action', { action: 'sts:GetCallerIdentity', fault: { kind: 'deny' } }],
    ['action', { action: 'sts:GetCallerIdentity', fault: { kind: 'region-disabled' } }],
    ['action', { action: 'sts:AssumeRole', fault: { kind: 'hang', at: 'connect' } }],
    ['region', { region: 'eu-west-1', fault: { kind: 'hang', at: 'connect' } }],
  ])('are refused for a bad %s', (path, rule) => {
    const add: (rule: never) => unknown = (given) => book.add(given);
    expect(() => add(rule as never)).toThrow(expect.objectContaining({ code: 'LOCAL_AWS_OPTION', path }));
  });

  it('befall nobody who is not authenticated', async () => {
    await running(async ({ aws, clients }) => {
      const handle = aws.faults.add({ action: 'sts:GetCallerIdentity', fault: throttle });
      const keys = { ...clients.hubKeys, secretAccessKey: 'wrong' };
      const refusal = await refusalOf(clients.sts(keys).send(new GetCallerIdentityCommand({})));
      expect([refusal.name, handle.hits]).toEqual(['SignatureDoesNotMatch', 0]);
    });
  });
});
