import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { EnableRegionCommand } from '@aws-sdk/client-account';
import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { MoveAccountCommand } from '@aws-sdk/client-organizations';
import { GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { describe, expect, it } from '@jest/globals';
import { LocalAwsOptionError } from '../errors.js';
import { AwsFault } from '../service/aws-fault.js';
import { refusalOf } from '../testing/refusal.js';
import { running } from '../testing/running.js';
import { codeIn, jsonDraft, restDraft, send, sign, stsDraft } from '../testing/signed.js';
import { HUB, HUB_SESSION, PAYMENTS, READER, worldWithRole } from '../testing/worlds.js';
import { trustPolicy } from '../policy/trust-policy.js';
import type { HandlerCall, HandlerFunction, HandlerOptions } from './handler.js';

const LIST = new ListTablesCommand({ Limit: 7 });

describe('an operation that was added', () => {
  it('is told who calls from where with what, and no secret', async () => {
    await running(async ({ aws, clients }) => {
      const calls: HandlerCall[] = [];
      aws.handle('dynamodb', 'ListTables', (call) => {
        calls.push(call);
        return { TableNames: [`table-of-${call.accountId}`] };
      });
      const keys = await clients.assumeKeys();
      const { TableNames } = await clients.dynamodb(keys, 'eu-north-1').send(LIST);
      expect(TableNames).toEqual([`table-of-${PAYMENTS}`]);
      expect(calls).toEqual([
        {
          service: 'dynamodb',
          action: 'ListTables',
          accountId: PAYMENTS,
          roleArn: READER,
          sessionArn: `arn:aws:sts::${PAYMENTS}:assumed-role/inventory-reader/spec`,
          sessionName: 'spec',
          region: 'eu-north-1',
          now: expect.any(Number),
          input: { Limit: 7 },
          path: {},
          request: {
            method: 'POST',
            path: '/',
            query: {},
            headers: expect.objectContaining({ 'x-amz-target': 'DynamoDB_20120810.ListTables' }),
            body: Buffer.from('{"Limit":7}'),
          },
        },
      ]);
      const told = JSON.stringify(calls);
      expect(told).not.toContain(keys.sessionToken);
      expect(told).not.toContain('Signature=');
    });
  });

  it('may answer later, and may refuse in the words of its service', async () => {
    await running(async ({ aws, clients }) => {
      const tables = aws.handle('dynamodb', 'ListTables', async ({ input }) => {
        await Promise.resolve();
        if (input['Limit'] === 7) throw new AwsFault(400, 'ResourceNotFoundException', 'No tables yet');
        return { TableNames: ['a'] };
      });
      expect(await refusalOf(clients.dynamodb().send(LIST))).toMatchObject({
        name: 'ResourceNotFoundException',
        message: 'No tables yet',
        status: 400,
      });
      expect((await clients.dynamodb().send(new ListTablesCommand({}))).TableNames).toEqual(['a']);
      expect(aws.calls.count(tables.action)).toBe(2);
      expect(aws.calls.count(tables.action, { errorCode: 'ResourceNotFoundException' })).toBe(1);
    });
  });

  it('tells what went wrong in its function', async () => {
    await running(async ({ aws, clients }) => {
      aws.handle('dynamodb', 'ListTables', () => {
        throw new TypeError('a mistake');
      });
      expect(await refusalOf(clients.dynamodb().send(LIST))).toMatchObject({
        status: 500,
        message: 'The handler of dynamodb:ListTables failed: a mistake',
      });
    });
  });

  it('is met by faults, which know its name while it is there', async () => {
    await running(async ({ aws, clients }) => {
      const tables = aws.handle('dynamodb', 'ListTables', () => ({}));
      aws.faults.add({ action: tables.action, times: 1, fault: { kind: 'throttle' } });
      expect((await refusalOf(clients.dynamodb().send(LIST))).name).toBe('ThrottlingException');
      expect((await clients.dynamodb().send(LIST)).$metadata.httpStatusCode).toBe(200);
      tables.remove();
      const add = () => aws.faults.add({ action: tables.action, fault: { kind: 'throttle' } });
      expect(add).toThrow(LocalAwsOptionError);
      expect((await refusalOf(clients.dynamodb().send(LIST))).name).toBe('UnknownService');
    });
  });

  it('needs the permission of its name, or the one that is given', async () => {
    const Statement = { Effect: 'Allow' as const, Action: 'tables:Read', Resource: '*' };
    const trust = trustPolicy({ principal: HUB });
    await running(
      async ({ aws, clients }) => {
        const client = clients.dynamodb(await clients.assumeKeys());
        const first = aws.handle('dynamodb', 'ListTables', () => ({}));
        expect(await refusalOf(client.send(LIST))).toMatchObject({
          name: 'AccessDeniedException',
          message: expect.stringContaining(
            'not authorized to perform: dynamodb:ListTables because no identity',
          ),
        });
        first.remove();
        aws.handle('dynamodb', 'ListTables', () => ({}), { permission: 'tables:Read' });
        expect((await client.send(LIST)).$metadata.httpStatusCode).toBe(200);
      },
      worldWithRole({ trust, permissions: { Statement } }),
    );
  });

  it('ends with its region where an account has that switched off', async () => {
    await running(async ({ aws, clients }) => {
      aws.handle('dynamodb', 'ListTables', () => ({}));
      aws.update((draft) => (draft.accounts[HUB] = { regions: { 'me-south-1': 'off' } }));
      const client = clients.dynamodb(clients.hubKeys, 'me-south-1');
      expect((await refusalOf(client.send(LIST))).name).toBe('UnrecognizedClientException');
    });
  });

  it('is reached by a client that has nothing but the environment', async () => {
    await running(async ({ aws }) => {
      aws.handle('dynamodb', 'ListTables', ({ sessionArn }) => ({ TableNames: [sessionArn] }));
      Object.assign(process.env, aws.env);
      const client = new DynamoDBClient({});
      expect((await client.send(LIST)).TableNames).toEqual([HUB_SESSION]);
      client.destroy();
      for (const name of Object.keys(aws.env)) delete process.env[name];
    });
  });
});

describe('an operation of another protocol', () => {
  it('is added to a service that is answered in part', async () => {
    await running(async ({ aws, clients }) => {
      aws.handle('organizations', 'MoveAccount', ({ input }) => {
        expect(input).toMatchObject({ AccountId: PAYMENTS });
        return undefined;
      });
      aws.handle('ec2', 'DescribeInstances', ({ input }) => {
        expect(input).toMatchObject({ Action: 'DescribeInstances', MaxResults: '5' });
        return '<DescribeInstancesResponse><reservationSet/><nextToken>more</nextToken></DescribeInstancesResponse>';
      });
      aws.handle('sts', 'GetSessionToken', () => {
        throw new AwsFault(403, 'AccessDenied', 'Cannot call GetSessionToken with session credentials');
      });
      aws.handle('account', 'EnableRegion', () => ({}), { route: 'POST /enableRegion' });
      const move = { AccountId: PAYMENTS, SourceParentId: 'r-0000', DestinationParentId: 'r-0000' };
      const organizations = clients.organizations();
      expect((await organizations.send(new MoveAccountCommand(move))).$metadata.httpStatusCode).toBe(200);
      const instances = await clients.ec2().send(new DescribeInstancesCommand({ MaxResults: 5 }));
      expect(instances).toMatchObject({ Reservations: [], NextToken: 'more' });
      expect((await refusalOf(clients.sts().send(new GetSessionTokenCommand({})))).name).toBe('AccessDenied');
      const enabled = await clients.account().send(new EnableRegionCommand({ RegionName: 'me-south-1' }));
      expect(enabled.$metadata.httpStatusCode).toBe(200);
    });
  });

  it('is chosen by method and path, whose parts it is told', async () => {
    await running(async ({ aws, clients }) => {
      const route = 'POST /functions/{name}/invoke';
      aws.handle('lambda', 'Invoke', ({ path, request }) => ({ path, query: request.query }), { route });
      const draft = restDraft(aws.url, '/functions/a%20b/invoke');
      const signed = await sign({ ...draft, query: { version: '1' } }, clients.hubKeys, {
        service: 'lambda',
      });
      const reply = await send(aws.url, signed);
      expect(JSON.parse(reply.body)).toEqual({ path: { name: 'a b' }, query: { version: '1' } });
      expect(reply.headers['content-type']).toBe('application/json');
      const other = restDraft(aws.url, '/functions/a/b/invoke');
      const refused = await send(aws.url, await sign(other, clients.hubKeys, { service: 'lambda' }));
      expect([refused.status, codeIn(refused)]).toEqual([501, 'LocalAwsUnsupported']);
    });
  });

  it('answers text and bytes as they are, and errors in the protocol of the request', async () => {
    await running(async ({ aws, clients }) => {
      aws.handle('sns', 'Publish', () => '<PublishResponse/>');
      aws.handle('kinesis', 'GetRecords', () => new Uint8Array([1, 2, 3]));
      const ask = async (service: string, draft: Parameters<typeof sign>[0]) =>
        send(aws.url, await sign(draft, clients.hubKeys, { service }));
      const published = await ask('sns', stsDraft(aws.url, { Action: 'Publish' }));
      expect([published.headers['content-type'], published.body]).toEqual(['text/xml', '<PublishResponse/>']);
      const unknown = await ask('sns', stsDraft(aws.url, { Action: 'Subscribe' }));
      expect([unknown.status, codeIn(unknown)]).toEqual([501, 'LocalAwsUnsupported']);
      expect(unknown.body).toContain('<ErrorResponse');
      const records = await ask('kinesis', jsonDraft(aws.url, 'Kinesis_20131202.GetRecords'));
      expect(Buffer.from(records.body)).toEqual(Buffer.from([1, 2, 3]));
    });
  });
});

describe('handle', () => {
  const answer: HandlerFunction = () => ({});

  it.each<[string, [string, string, HandlerFunction, HandlerOptions?]]>([
    ['service', ['DynamoDB', 'ListTables', answer]],
    ['action', ['dynamodb', 'list-tables', answer]],
    ['action', ['sts', 'AssumeRole', answer]],
    ['answer', ['dynamodb', 'ListTables', {} as HandlerFunction]],
    ['options.route', ['lambda', 'Invoke', answer, { route: 'functions' }]],
    ['options.permission', ['lambda', 'Invoke', answer, { permission: 'Invoke' }]],
    ['options.path', ['lambda', 'Invoke', answer, { path: '/' } as HandlerOptions]],
  ])('refuses a bad %s', async (path, args) => {
    await running(async ({ aws }) => {
      expect(() => aws.handle(...args)).toThrow(expect.objectContaining({ code: 'LOCAL_AWS_OPTION', path }));
    });
  });

  it('refuses an operation that was added before, until it is removed', async () => {
    await running(async ({ aws }) => {
      const first = aws.handle('dynamodb', 'ListTables', answer);
      expect(() => aws.handle('dynamodb', 'ListTables', answer)).toThrow(LocalAwsOptionError);
      first.remove();
      expect(aws.handle('dynamodb', 'ListTables', answer).action).toBe('dynamodb:ListTables');
    });
  });
});
