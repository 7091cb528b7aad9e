import { S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from '@jest/globals';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { systemClock } from '../credentials/clock.js';
import { ClientBuilder } from './client-builder.js';
import { Transport } from './transport.js';

const rejections = { reject: () => false, hasExpired: () => false };
const identity = {
  region: 'eu-west-1',
  credentials: async () => ({ accessKeyId: 'AKIA', secretAccessKey: 'secret' }),
  place: undefined,
};

describe('a new client', () => {
  it.each([
    ['what is known then of the offset of the clock of AWS', undefined, 480_000],
    ['its own offset, where it is given one', { systemClockOffset: 5 }, 5],
  ])('signs by %s', async (_, config, expected) => {
    let offset = 0;
    const transport = await Transport.open({ requestHandler: new NodeHttpHandler() }, systemClock);
    const builder = new ClientBuilder({}, transport, rejections, () => offset);
    expect(builder.build(S3Client, identity, undefined).config.systemClockOffset).toBe(0);
    offset = 480_000;
    expect(builder.build(S3Client, identity, config).config.systemClockOffset).toBe(expected);
  });
});
