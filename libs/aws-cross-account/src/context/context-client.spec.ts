import { S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from '@jest/globals';
import type { AccountTarget } from '../target/account-target.js';
import { Regions } from '../target/region.js';
import { TargetResolver } from '../target/target-resolver.js';
import { ContextClient } from './context-client.js';
import { ContextStorage } from './context-storage.js';

const storage = new ContextStorage();

function clientWith(overlay: AccountTarget) {
  const asked: string[] = [];
  const targets = new TargetResolver(
    {
      roleName: 'reader',
      region: 'eu-west-1',
      partition: 'aws',
      sessionName: 'app@host',
      sessionFor: ({ accountId = '', roleName = 'reader' }) => void asked.push(`${roleName} of ${accountId}`),
    },
    new Regions(),
  );
  const got: AccountTarget[] = [];
  const factory = {
    get: (_: unknown, target: AccountTarget) => {
      got.push(target);
      return {} as never;
    },
  };
  const client = new ContextClient(storage, factory, targets, S3Client, overlay);
  const useIn = (target: AccountTarget): object =>
    storage.run({ target: targets.complete(target), signal: undefined }, () => client.client);
  return { useIn, asked, got };
}

describe('the client of a context', () => {
  it('without an overlay is asked for by the target of the context itself', () => {
    const { useIn, got } = clientWith({ region: undefined });
    useIn({ accountId: '111122223333' });
    useIn({ accountId: '111122223333' });
    expect(got[0]).toBe(got[1]);
  });

  it('with an overlay is worked out once for an account, and for each session apart', () => {
    const { useIn, asked, got } = clientWith({ roleName: 'writer' });
    for (const accountId of ['111122223333', '444455556666', '111122223333']) useIn({ accountId });
    const writers = asked.filter((question) => question.startsWith('writer'));
    expect(writers).toEqual(['writer of 111122223333', 'writer of 444455556666']);
    expect(got[0]).toBe(got[2]);
    useIn({ accountId: '111122223333', externalId: 'tenant:1' });
    useIn({ accountId: '111122223333', externalId: 'tenant:2' });
    expect(got.slice(3)).toMatchObject([{ externalId: 'tenant:1' }, { externalId: 'tenant:2' }]);
  });
});
