import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { KinesisClient, ListStreamsCommand } from '@aws-sdk/client-kinesis';
import { ListBucketsCommand, S3, S3Client } from '@aws-sdk/client-s3';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { LocalAws } from 'local-aws-accounts';
import { type ClientClass, CrossAccountClientFactory, wrapClient } from 'nestjs-aws-cross-account';
import { startApplication } from '../support/application.js';
import { setEnvironment } from '../support/environment.js';
import { PAYMENTS, smallWorld } from '../support/world.js';

interface Sender {
  send(command: object): Promise<unknown>;
}

const DocumentClient = wrapClient({
  client: DynamoDBClient,
  as: DynamoDBDocumentClient,
  wrap: (client) => DynamoDBDocumentClient.from(client),
});

/** A class, a command of it, and the name that its requests are signed for. One for each protocol and peculiarity of the SDK. */
const CLASSES: [name: string, ClientClass<object>, command: object, service: string][] = [
  ['S3Client', S3Client, new ListBucketsCommand(), 's3'],
  ['S3, aggregated', S3, new ListBucketsCommand(), 's3'],
  ['STSClient', STSClient, new GetCallerIdentityCommand(), 'sts'],
  ['SQSClient', SQSClient, new ListQueuesCommand(), 'sqs'],
  ['DynamoDBClient', DynamoDBClient, new ListTablesCommand(), 'dynamodb'],
  [
    'DynamoDBDocumentClient, wrapped',
    DocumentClient,
    new GetCommand({ TableName: 't', Key: { id: 1 } }),
    'dynamodb',
  ],
  ['KinesisClient, of HTTP/2', KinesisClient, new ListStreamsCommand(), 'kinesis'],
  [
    'BedrockRuntimeClient, which prefers bearer tokens',
    BedrockRuntimeClient,
    new ConverseCommand({ modelId: 'm', messages: [] }),
    'bedrock',
  ],
];

/** The scope of the signature of each request that passed. */
class RecordingHandler extends NodeHttpHandler {
  readonly scopes: string[] = [];

  override handle(
    ...[request, options]: Parameters<NodeHttpHandler['handle']>
  ): ReturnType<NodeHttpHandler['handle']> {
    const [, scope = 'unsigned'] = /Credential=([^,]+)/.exec(request.headers.authorization ?? '') ?? [];
    this.scopes.push(scope);
    return super.handle(request, options);
  }
}

describe('a client of any class', () => {
  const requestHandler = new RecordingHandler();
  let aws: LocalAws;
  let app: INestApplicationContext;
  let restore: () => void;

  beforeAll(async () => {
    aws = await LocalAws.start(smallWorld());
    restore = setEnvironment({ ...aws.env, AWS_BEARER_TOKEN_BEDROCK: 'CANARY-bearer-token' });
    app = await startApplication({ requestHandler, maxAttempts: 1 });
  });

  afterAll(async () => {
    await app.close();
    requestHandler.destroy();
    restore();
    await aws.close();
  });

  it.each(CLASSES)(
    'is signed for its account, region and service: %s',
    async (_, ClientClass, command, service) => {
      const factory = app.get(CrossAccountClientFactory);
      const target = { accountId: PAYMENTS, region: 'ap-southeast-2' };
      const { accessKeyId } = await factory.getCredentials(target)();
      requestHandler.scopes.length = 0;
      await (factory.get(ClientClass, target) as Sender).send(command).catch(() => undefined);
      const [scope = '', ...more] = requestHandler.scopes;
      expect(scope.replace(/\/\d{8}\//, '/')).toBe(`${accessKeyId}/ap-southeast-2/${service}/aws4_request`);
      expect(more).toEqual([]);
    },
  );
});
