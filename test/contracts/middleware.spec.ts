import {
  ListBucketsCommand,
  S3Client,
  type ServiceInputTypes,
  type ServiceOutputTypes,
} from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from '@jest/globals';
import type { FinalizeRequestMiddleware } from '@smithy/types';
import { contract } from './contract.js';
import { CountingProvider, s3Error, ScriptedHandler } from './scripted-handler.js';

const region = 'eu-west-1';
const STACK = '`constructStack` in @smithy/core, and the constructor of the client class';
const FAILURE = 'libs/aws-cross-account/src/clients/client-failure.ts';

/** The names in a client's stack, in the order in which they run. */
function namesOf(client: S3Client | STSClient): string[] {
  return client.middlewareStack.identify().map((entry) => entry.replace(/ - \w+$/, '').trim());
}

function scripted(handler: ScriptedHandler, maxAttempts = 3): S3Client {
  const credentials = new CountingProvider().memoized;
  return new S3Client({ region, credentials, requestHandler: handler, maxAttempts });
}

describe('the middleware of clients of the AWS SDK', () => {
  it(
    '`retryMiddleware` runs around `httpSigningMiddleware`, which is also called `awsAuthMiddleware`',
    contract(
      { reliedOnBy: 'libs/aws-cross-account/src/credentials/memoized-provider.ts', lookAt: STACK },
      () => {
        for (const client of [new S3Client({ region }), new STSClient({ region })]) {
          const names = namesOf(client);
          const retry = names.indexOf('retryMiddleware');
          const signing = names.findIndex((name) => name.startsWith('httpSigningMiddleware'));
          expect(retry).toBeGreaterThanOrEqual(0);
          expect(signing).toBeGreaterThan(retry);
          expect(names[signing]).toContain('awsAuthMiddleware');
        }
      },
    ),
  );

  it(
    'a middleware between retry and signing can call `next` again, and the request is signed anew',
    contract(
      { reliedOnBy: 'libs/aws-cross-account/src/credentials/memoized-provider.ts', lookAt: STACK },
      async () => {
        const handler = new ScriptedHandler();
        const client = scripted(handler);
        const twice: FinalizeRequestMiddleware<ServiceInputTypes, ServiceOutputTypes> =
          (next) => async (args) => {
            await next(args);
            return next(args);
          };
        client.middlewareStack.addRelativeTo(twice, {
          name: 'twice',
          relation: 'before',
          toMiddleware: 'httpSigningMiddleware',
        });
        await client.send(new ListBucketsCommand());
        expect(handler.accessKeyIds).toEqual(['AKIA2', 'AKIA3']);
      },
    ),
  );

  it(
    'a middleware of step `initialize` sees each call once, with the names of client and command, and its last error',
    contract({ reliedOnBy: FAILURE, lookAt: STACK }, async () => {
      const handler = new ScriptedHandler([500, 500]);
      const client = scripted(handler, 2);
      const calls: unknown[] = [];
      client.middlewareStack.add(
        (next, { clientName, commandName }) =>
          async (args) => {
            try {
              return await next(args);
            } catch (error) {
              calls.push([clientName, commandName, (error as Error).name]);
              throw error;
            }
          },
        { step: 'initialize', priority: 'high', name: 'outermost' },
      );
      await expect(client.send(new ListBucketsCommand())).rejects.toThrow('no');
      expect(handler.seen).toHaveLength(2);
      expect(calls).toEqual([['S3Client', 'ListBucketsCommand', 'InternalError']]);
    }),
  );

  it(
    'errors of a service carry `$fault`, a name, and the HTTP status in `$metadata`',
    contract({ reliedOnBy: FAILURE, lookAt: '`ServiceException` in @smithy/core' }, async () => {
      const failure: unknown = await scripted(new ScriptedHandler([400], s3Error('ExpiredToken')))
        .send(new ListBucketsCommand())
        .catch((error: unknown) => error);
      expect(failure).toMatchObject({
        name: 'ExpiredToken',
        $fault: 'client',
        $metadata: { httpStatusCode: 400 },
      });
    }),
  );

  it(
    '`maxAttempts: 1` sends once',
    contract(
      {
        reliedOnBy: 'libs/aws-cross-account/src/credentials/sts.ts',
        lookAt: '`retryMiddleware` in @smithy/core',
      },
      async () => {
        const handler = new ScriptedHandler([500]);
        await expect(scripted(handler, 1).send(new ListBucketsCommand())).rejects.toThrow('no');
        expect(handler.seen).toHaveLength(1);
      },
    ),
  );
});
