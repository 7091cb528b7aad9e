import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3, S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { systemClock } from '../credentials/clock.js';
import { ClientBuilder } from './client-builder.js';
import type { ClientOptions } from './client-options.js';
import { Transport } from './transport.js';

const credentials = async () => ({ accessKeyId: 'AKIA', secretAccessKey: 'secret' });
const rejections = { reject: () => false, hasExpired: () => false };

const VARIABLES = [
  'AWS_USE_DUALSTACK_ENDPOINT',
  'AWS_RETRY_MODE',
  'AWS_SDK_UA_APP_ID',
  'AWS_ENDPOINT_URL',
] as const;

async function builder(options: ClientOptions = {}): Promise<ClientBuilder> {
  const transport = await Transport.open({ requestHandler: new NodeHttpHandler() }, systemClock);
  return new ClientBuilder(options, transport, rejections);
}

async function found({ config }: S3Client | DynamoDBClient): Promise<unknown> {
  const { useDualstackEndpoint, retryMode, userAgentAppId } = config;
  const mode = typeof retryMode === 'function' ? await retryMode() : retryMode;
  return [await useDualstackEndpoint(), mode, await userAgentAppId()];
}

async function endpointOf({ config }: S3Client): Promise<unknown> {
  return (config as { serviceConfiguredEndpoint?: () => Promise<unknown> }).serviceConfiguredEndpoint?.();
}

describe('what the environment says to the clients of a class', () => {
  let outside: Partial<NodeJS.ProcessEnv>;

  beforeEach(() => {
    outside = Object.fromEntries(VARIABLES.map((name) => [name, process.env[name]]));
    process.env.AWS_USE_DUALSTACK_ENDPOINT = 'true';
    process.env.AWS_RETRY_MODE = 'adaptive';
    process.env.AWS_SDK_UA_APP_ID = 'inventory';
    process.env.AWS_ENDPOINT_URL = 'http://localhost:4566';
  });

  afterEach(() => {
    for (const [name, value] of Object.entries(outside)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  const inEurope = { region: 'eu-west-1', credentials, place: undefined };
  const inAmerica = { region: 'us-east-1', credentials, place: undefined };

  it('is found by its first client, for all of them', async () => {
    const clients = await builder();
    const first = clients.build(S3Client, inEurope, undefined);
    expect([await found(first), await endpointOf(first)]).toEqual([
      [true, 'adaptive', 'inventory'],
      'http://localhost:4566',
    ]);
    for (const name of VARIABLES) delete process.env[name];
    const second = clients.build(S3Client, inAmerica, undefined);
    expect([await found(second), await endpointOf(second)]).toEqual([
      [true, 'adaptive', 'inventory'],
      'http://localhost:4566',
    ]);
    expect([await first.config.region(), await second.config.region()]).toEqual(['eu-west-1', 'us-east-1']);
  });

  it('is found by each class for itself', async () => {
    const clients = await builder();
    await found(clients.build(S3Client, inEurope, undefined));
    process.env.AWS_RETRY_MODE = 'standard';
    expect(await found(clients.build(DynamoDBClient, inEurope, undefined))).toEqual([
      true,
      'standard',
      'inventory',
    ]);
  });

  it('stands behind what a client is given, which is for that client alone', async () => {
    const clients = await builder();
    const given = clients.build(S3Client, inEurope, { retryMode: 'standard' });
    const another = clients.build(S3Client, inEurope, undefined);
    const late = clients.build(S3Client, inEurope, { userAgentAppId: 'audit' });
    expect(await Promise.all([given, another, late].map(found))).toEqual([
      [true, 'standard', 'inventory'],
      [true, 'adaptive', 'inventory'],
      [true, 'adaptive', 'audit'],
    ]);
  });

  it('is found by each client of a class that has settings for each region, and never taken from a FIPS region', async () => {
    process.env.AWS_USE_DUALSTACK_ENDPOINT = 'false';
    class HouseS3 extends S3Client {
      constructor(config: { region: string }) {
        super({ useDualstackEndpoint: config.region.startsWith('eu-'), ...config });
      }
    }
    const clients = await builder();
    const dual = async ({ region }: typeof inEurope) =>
      clients.build(HouseS3, { ...inEurope, region }, undefined).config.useDualstackEndpoint();
    expect([await dual(inEurope), await dual(inAmerica), await dual(inEurope)]).toEqual([true, false, true]);
    const fips = clients.build(S3Client, { ...inEurope, region: 'fips-us-east-1' }, undefined);
    const usual = clients.build(S3Client, inEurope, undefined);
    expect([await fips.config.useFipsEndpoint(), await usual.config.useFipsEndpoint()]).toEqual([
      true,
      false,
    ]);
  });

  it('is shared by the clients of an aggregated class, too', async () => {
    const clients = await builder();
    await found(clients.build(S3, inEurope, undefined));
    process.env.AWS_RETRY_MODE = 'standard';
    expect(await found(clients.build(S3, inAmerica, undefined))).toEqual([true, 'adaptive', 'inventory']);
  });
});
