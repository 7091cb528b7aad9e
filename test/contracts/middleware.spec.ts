import {
  HeadBucketCommand,
  ListBucketsCommand,
  S3Client,
  type ServiceInputTypes,
  type ServiceOutputTypes,
} from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from '@jest/globals';
import type { FinalizeRequestMiddleware, HttpRequest } from '@smithy/types';
import { contract } from './contract.js';
import { CountingProvider, s3Error, ScriptedHandler } from './scripted-handler.js';

const region = 'eu-west-1';
const STACK = '`constructStack` in @smithy/core, and the constructor of the client class';
const SEND_AGAIN = 'libs/aws-cross-account/src/clients/send-again.ts';
const FAILURE = 'libs/aws-cross-account/src/clients/client-failure.ts';

type Finalize = FinalizeRequestMiddleware<ServiceInputTypes, ServiceOutputTypes>;

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
      { reliedOnBy: 'libs/aws-cross-account/src/credentials/cache/memoized-provider.ts', lookAt: STACK },
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
    contract({ reliedOnBy: SEND_AGAIN, lookAt: STACK }, async () => {
      const handler = new ScriptedHandler();
      const client = scripted(handler);
      const twice: Finalize = (next) => async (args) => {
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
    }),
  );

  it(
    'a middleware after signing sees the signed request, and throws the very error that one before signing catches',
    contract({ reliedOnBy: SEND_AGAIN, lookAt: STACK }, async () => {
      const client = scripted(new ScriptedHandler([400], s3Error('ExpiredToken')), 1);
      const seen: { inner?: unknown; outer?: unknown; signed?: string | undefined } = {};
      const inner: Finalize = (next) => async (args) => {
        seen.signed = (args.request as HttpRequest).headers.authorization;
        return next(args).catch((error: unknown) => {
          seen.inner = error;
          throw error;
        });
      };
      const outer: Finalize = (next) => async (args) =>
        next(args).catch((error: unknown) => {
          seen.outer = error;
          throw error;
        });
      const toMiddleware = 'httpSigningMiddleware';
      client.middlewareStack.addRelativeTo(inner, { name: 'inner', relation: 'after', toMiddleware });
      client.middlewareStack.addRelativeTo(outer, { name: 'outer', relation: 'before', toMiddleware });
      await expect(client.send(new ListBucketsCommand())).rejects.toThrow('no');
      expect(seen.signed).toContain('Credential=AKIA2/');
      expect(seen.inner).toMatchObject({ name: 'ExpiredToken' });
      expect(seen.outer).toBe(seen.inner);
    }),
  );

  it(
    'an answer to HEAD without a body becomes an error with its status and no code that names a key',
    contract(
      { reliedOnBy: 'libs/aws-cross-account/src/clients/key-answer.ts', lookAt: '`ServiceException`' },
      async () => {
        const failure: unknown = await scripted(new ScriptedHandler([400], ''), 1)
          .send(new HeadBucketCommand({ Bucket: 'bucket' }))
          .catch((error: unknown) => error);
        expect(failure).toMatchObject({ $metadata: { httpStatusCode: 400 } });
        expect((failure as Error).name).not.toMatch(/Token|Key|Expired/);
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
        reliedOnBy: 'libs/aws-cross-account/src/credentials/sts/sts-client.ts',
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
