import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { S3Client } from '@aws-sdk/client-s3';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { type HttpHandler, HttpRequest, type HttpResponse } from '@smithy/core/protocols';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { type Halt, HalfwayServer } from '../../../../test/support/halfway-server.js';
import { until } from '../../../../test/support/until.js';
import { ManualClock } from '../credentials/testing/manual-clock.js';
import { FactoryClosedError } from '../errors/client.errors.js';
import { Transport } from './transport.js';

const ACCOUNT = '111122223333';
const clock = new ManualClock();
let server: HalfwayServer;

afterEach(() => server.close());

function requestTo(url: string): HttpRequest {
  const { hostname, port } = new URL(url);
  return new HttpRequest({ protocol: 'http:', hostname, port: Number(port), path: '/' });
}

const read = (response: HttpResponse): Promise<string> => text(response.body as Readable);

describe.each([
  ['undici', undefined, 'http/1.1'],
  ['the SDK', 'sdk', 'http/1.1'],
  ['HTTP/2', undefined, 'h2'],
] as const)('a transport with the handler of %s, when it closes', (_, requestHandler, protocol) => {
  async function sent(
    halt: Halt,
  ): Promise<{ transport: Transport; call: ReturnType<HttpHandler['handle']> }> {
    server = await HalfwayServer.start(halt, protocol);
    const transport = await Transport.open({ requestHandler }, clock);
    const handler = transport.handlerFor(protocol === 'h2' ? KinesisClient : S3Client, ACCOUNT);
    const call = handler.handle(requestTo(server.url));
    await until(() => server.requests === 1);
    return { transport, call };
  }

  it('lets a request be answered, and closes its connections', async () => {
    const { transport, call } = await sent('before');
    const closing = transport.close();
    server.goOn();
    expect(await read((await call).response)).toBe(HalfwayServer.body);
    await closing;
    await until(() => server.openSockets === 0);
  });

  it('lets a body be read to its end', async () => {
    const { transport, call } = await sent('midway');
    const { response } = await call;
    const closing = transport.close();
    server.goOn();
    expect(await read(response)).toBe(HalfwayServer.body);
    await closing;
    await until(() => server.openSockets === 0);
  });

  it('cuts a request at the limit', async () => {
    const { transport, call } = await sent('before');
    const closing = transport.close();
    clock.tick(1);
    await expect(call).rejects.toThrow(FactoryClosedError);
    await closing;
    await until(() => server.openSockets === 0);
  });

  it('cuts a body at the limit', async () => {
    const { transport, call } = await sent('midway');
    const { response } = await call;
    const reading = read(response);
    const closing = transport.close();
    clock.tick(1);
    await expect(reading).rejects.toThrow(FactoryClosedError);
    await closing;
    await until(() => server.openSockets === 0);
    expect(clock.timers).toBe(0);
  });
});

describe('a handler of the user, when the transport closes', () => {
  async function sent(halt: Halt) {
    server = await HalfwayServer.start(halt);
    const own = new NodeHttpHandler();
    const destroy = jest.fn();
    const requestHandler = Object.assign(Object.create(own) as HttpHandler, { destroy });
    const transport = await Transport.open({ requestHandler }, clock);
    const handler = transport.handlerFor(S3Client, ACCOUNT);
    const body = handler.handle(requestTo(server.url)).then(({ response }) => read(response));
    await until(() => server.requests === 1);
    return { transport, own, body, destroy };
  }

  it.each(['before', 'midway'] as const)('is drained, not destroyed (%s)', async (halt) => {
    const { transport, own, body, destroy } = await sent(halt);
    const closing = transport.close();
    server.goOn();
    expect(await body).toBe(HalfwayServer.body);
    await closing;
    expect(destroy).not.toHaveBeenCalled();
    own.destroy();
  });

  it.each(['before', 'midway'] as const)('is not destroyed at the limit either (%s)', async (halt) => {
    const { transport, own, body, destroy } = await sent(halt);
    const cut = body.catch((error: unknown) => error);
    const closing = transport.close();
    clock.tick(1);
    expect(await cut).toBeInstanceOf(FactoryClosedError);
    await closing;
    expect(destroy).not.toHaveBeenCalled();
    own.destroy();
  });
});
