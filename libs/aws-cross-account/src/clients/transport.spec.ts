import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from '@jest/globals';
import { type HttpHandler, HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { systemClock } from '../credentials/clock.js';
import { FactoryClosedError } from '../errors/client.errors.js';
import { Transport } from './transport.js';

const ACCOUNT = '111122223333';
const request = new HttpRequest({ hostname: '127.0.0.1', port: 9 });

/** A user's handler that answers everything, and counts how often it was destroyed. */
function countingHandler(): HttpHandler & { destroyed: number } {
  return {
    destroyed: 0,
    handle: async () => ({ response: new HttpResponse({ statusCode: 204 }) }),
    destroy() {
      this.destroyed += 1;
    },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
  };
}

describe.each([undefined, 'sdk'] as const)('the transport for requestHandler %p', (requestHandler) => {
  it('gives the clients of all accounts the same connections, and STS its own', async () => {
    let connections = 0;
    const server = createServer((_, response) => response.end()).on('connection', () => (connections += 1));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const transport = await Transport.open({ requestHandler }, systemClock);
    const send = async (handler: HttpHandler): Promise<number> => {
      const { response } = await handler.handle(
        new HttpRequest({ protocol: 'http:', hostname: '127.0.0.1', port }),
      );
      await buffer(response.body as Readable);
      return connections;
    };
    // A connection may not be free again at the very moment that its answer ends, so that there can be a second one.
    for (const account of Array.from({ length: 20 }, (_, index) => `account-${index}`))
      expect(
        await send(transport.handlerFor(account.endsWith('1') ? SQSClient : S3Client, account)),
      ).toBeLessThan(3);
    expect(await send(transport.handlerFor(S3Client, undefined))).toBeLessThan(3);
    const before = connections;
    expect(await send(transport.forSts)).toBe(before + 1);
    await transport.close();
    server.close();
  });

  it('gives classes that speak HTTP/2 by default a handler for HTTP/2', async () => {
    const transport = await Transport.open({ requestHandler }, systemClock);
    expect(transport.handlerFor(KinesisClient, ACCOUNT).metadata?.handlerProtocol).toBe('h2');
    expect(transport.handlerFor(S3Client, ACCOUNT).metadata?.handlerProtocol).not.toBe('h2');
    await transport.close();
  });

  it('sends nothing once it is closed, on any of its handlers', async () => {
    const transport = await Transport.open({ requestHandler }, systemClock);
    const handlers = [
      transport.handlerFor(S3Client, ACCOUNT),
      transport.handlerFor(KinesisClient, ACCOUNT),
      transport.forSts,
    ];
    await transport.close();
    for (const handler of handlers) await expect(handler.handle(request)).rejects.toThrow(FactoryClosedError);
  });
});

describe('a handler of the user', () => {
  it('serves all clients and STS, those of HTTP/2 too', async () => {
    const transport = await Transport.open({ requestHandler: countingHandler() }, systemClock);
    for (const handler of [
      transport.handlerFor(S3Client, ACCOUNT),
      transport.handlerFor(KinesisClient, ACCOUNT),
      transport.forSts,
    ]) {
      expect(await handler.handle(request)).toMatchObject({ response: { statusCode: 204 } });
    }
  });

  it("stays the user's to close: neither a client nor the transport does", async () => {
    const own = countingHandler();
    const transport = await Transport.open({ requestHandler: own }, systemClock);
    transport.handlerFor(S3Client, ACCOUNT).destroy?.();
    await transport.close();
    expect(own.destroyed).toBe(0);
  });
});
