import { ListBucketsCommand, paginateListObjectsV2, S3, S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from '@jest/globals';
import { contract } from './contract.js';

const region = 'eu-west-1';
const FOLLOWING = 'libs/aws-cross-account/src/context/following-client.ts';

interface SentCommand {
  readonly input: Record<string, unknown>;
}

describe('the parts of the AWS SDK that a following client is made of', () => {
  it(
    'a paginator keeps one input for all pages, in which the token stands from the first page on',
    contract(
      {
        reliedOnBy: 'libs/aws-cross-account/src/context/sent-inputs.ts',
        lookAt: '`createPaginator` in @smithy/core',
      },
      async () => {
        const inputs: SentCommand['input'][] = [];
        const held: object[] = [];
        const client = new S3Client({ region });
        const send = ({ input }: SentCommand): Promise<object> => {
          inputs.push(input);
          held.push({ ...input });
          return Promise.resolve({
            NextContinuationToken: inputs.length < 3 ? `page-${inputs.length}` : undefined,
          });
        };
        Object.assign(client, { send });
        for await (const page of paginateListObjectsV2({ client }, { Bucket: 'b' }))
          expect(page).toBeDefined();
        expect(new Set(inputs).size).toBe(1);
        expect(held.map((input) => Object.hasOwn(input, 'ContinuationToken'))).toEqual([true, true, true]);
        expect(held).toMatchObject([
          { ContinuationToken: undefined },
          { ContinuationToken: 'page-1' },
          { ContinuationToken: 'page-2' },
        ]);
      },
    ),
  );

  it(
    'methods of an aggregated client send by `this.send`',
    contract(
      { reliedOnBy: FOLLOWING, lookAt: '`createAggregatedClient` in @smithy/core or @smithy/smithy-client' },
      async () => {
        const sent: unknown[] = [];
        const stand = Object.create(S3.prototype, {
          send: { value: (...call: unknown[]) => Promise.resolve(sent.push(...call)) },
        }) as S3;
        await stand.listBuckets({});
        await stand.listBuckets({}, {});
        expect(sent.filter((command) => command instanceof ListBucketsCommand)).toHaveLength(2);
      },
    ),
  );

  it(
    'every client class descends from one with the methods `send` and `destroy` alone',
    contract(
      {
        reliedOnBy: 'libs/aws-cross-account/src/context/following-clients.ts',
        lookAt: '`Client` in @smithy/core or @smithy/smithy-client',
      },
      () => {
        for (const ClientClass of [S3, S3Client, STSClient]) {
          let root: object = ClientClass.prototype;
          for (let next = root; next !== Object.prototype; next = Object.getPrototypeOf(next) as object)
            root = next;
          expect(new Set(Object.getOwnPropertyNames(root))).toEqual(
            new Set(['constructor', 'destroy', 'send']),
          );
        }
      },
    ),
  );

  it(
    'a middleware stack is an object of functions that need no `this`, and changes by none but five',
    contract(
      {
        reliedOnBy: 'libs/aws-cross-account/src/context/pinned-parts.ts',
        lookAt: '`constructStack` in @smithy/core or @smithy/middleware-stack',
      },
      () => {
        const { middlewareStack } = new S3Client({ region });
        expect(new Set(Object.keys(middlewareStack))).toEqual(
          new Set([
            'add',
            'addRelativeTo',
            'applyToStack',
            'clone',
            'concat',
            'identify',
            'identifyOnResolve',
            'remove',
            'removeByTag',
            'resolve',
            'use',
          ]),
        );
        const copy = new Map(Object.entries(middlewareStack) as [string, () => unknown][]);
        expect(copy.get('identify')?.()).toEqual(middlewareStack.identify());
        expect(copy.get('clone')?.()).toMatchObject({ add: expect.any(Function) });
      },
    ),
  );
});
