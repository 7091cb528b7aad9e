import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from '@jest/globals';
import { contract } from './contract.js';
import { CountingProvider, ScriptedHandler } from './scripted-handler.js';

const region = 'eu-west-1';
const RESOLVE = '`resolveAwsSdkSigV4Config` in @aws-sdk/core, and `memoizeIdentityProvider` in @smithy/core';
const MEMOIZED = 'libs/aws-cross-account/src/credentials/cache/memoized-provider.ts';
const SESSION = 'libs/aws-cross-account/src/credentials/session-credentials.ts';

describe('credentials, as clients of the AWS SDK read them', () => {
  it(
    'a provider with `memoized = true` is asked twice a request: for its identity, and for its signature',
    contract({ reliedOnBy: MEMOIZED, lookAt: RESOLVE }, async () => {
      const provider = new CountingProvider();
      const handler = new ScriptedHandler();
      const client = new S3Client({ region, credentials: provider.memoized, requestHandler: handler });
      await client.send(new ListBucketsCommand());
      await client.send(new ListBucketsCommand());
      expect({ asked: provider.asked, signedWith: handler.accessKeyIds }).toEqual({
        asked: 4,
        signedWith: ['AKIA2', 'AKIA4'],
      });
    }),
  );

  it(
    'a provider without the flag is asked once, and each client keeps a copy of the answer',
    contract({ reliedOnBy: MEMOIZED, lookAt: RESOLVE }, async () => {
      const provider = new CountingProvider();
      const handler = new ScriptedHandler();
      const configuration = { region, credentials: provider.provide, requestHandler: handler };
      const clients = [new S3Client(configuration), new S3Client(configuration)];
      for (const client of [...clients, ...clients]) await client.send(new ListBucketsCommand());
      expect({ asked: provider.asked, signedWith: handler.accessKeyIds }).toEqual({
        asked: 2,
        signedWith: ['AKIA1', 'AKIA2', 'AKIA1', 'AKIA2'],
      });
    }),
  );

  it(
    'a retry is signed with what the provider answers at that time, not with the keys of the first attempt',
    contract(
      { reliedOnBy: MEMOIZED, lookAt: '`retryMiddleware` and `httpSigningMiddleware` in @smithy/core' },
      async () => {
        const provider = new CountingProvider();
        const handler = new ScriptedHandler([500, 500]);
        const client = new S3Client({ region, credentials: provider.memoized, requestHandler: handler });
        await client.send(new ListBucketsCommand());
        expect(handler.seen.map(({ accessKeyId, sessionToken }) => [accessKeyId, sessionToken])).toEqual([
          ['AKIA2', 'token-2'],
          ['AKIA3', 'token-3'],
          ['AKIA4', 'token-4'],
        ]);
      },
    ),
  );

  it(
    '`config.credentials` of a client is a function that asks the provider, and its answer keeps every field',
    contract({ reliedOnBy: SESSION, lookAt: RESOLVE }, async () => {
      const provider = new CountingProvider();
      const client = new S3Client({ region, credentials: provider.memoized });
      await client.config.credentials();
      expect(await client.config.credentials()).toMatchObject({
        accessKeyId: 'AKIA2',
        secretAccessKey: 'secret',
        sessionToken: 'token-2',
        expiration: expect.any(Date),
        accountId: '111122223333',
      });
    }),
  );

  it(
    'a client takes credentials as an object or as a function, and makes a function of both',
    contract(
      { reliedOnBy: 'libs/aws-cross-account/src/credentials/sts/sts-client.ts', lookAt: RESOLVE },
      async () => {
        const credentials = await new CountingProvider().provide();
        const client = new S3Client({ region, credentials });
        expect(await client.config.credentials()).toMatchObject({ accessKeyId: 'AKIA1' });
      },
    ),
  );
});
