import { KinesisClient } from '@aws-sdk/client-kinesis';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from '@jest/globals';
import { type HttpHandler, HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { systemClock } from '../credentials/clock.js';
import { FactoryClosedError } from '../errors/client.errors.js';
import { Transport } from './transport.js';

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
  it('gives all clients one handler, and STS one of its own', async () => {
    const transport = await Transport.open({ requestHandler }, systemClock);
    expect(transport.handlerFor(S3Client)).toBe(transport.handlerFor(SQSClient));
    expect(transport.forSts).not.toBe(transport.handlerFor(S3Client));
    await transport.close();
  });

  it('gives classes that speak HTTP/2 by default one HTTP/2 handler', async () => {
    const transport = await Transport.open({ requestHandler }, systemClock);
    expect(transport.handlerFor(KinesisClient).metadata?.handlerProtocol).toBe('h2');
    expect(transport.handlerFor(S3Client).metadata?.handlerProtocol).not.toBe('h2');
    expect(transport.handlerFor(class OtherStream extends KinesisClient {})).toBe(
      transport.handlerFor(KinesisClient),
    );
    await transport.close();
  });

  it('sends nothing once it is closed, on any of its handlers', async () => {
    const transport = await Transport.open({ requestHandler }, systemClock);
    const handlers = [transport.handlerFor(S3Client), transport.handlerFor(KinesisClient), transport.forSts];
    await transport.close();
    for (const handler of handlers) await expect(handler.handle(request)).rejects.toThrow(FactoryClosedError);
  });
});

describe('a handler of the user', () => {
  it('serves all clients and STS, those of HTTP/2 too', async () => {
    const transport = await Transport.open({ requestHandler: countingHandler() }, systemClock);
    for (const handler of [
      transport.handlerFor(S3Client),
      transport.handlerFor(KinesisClient),
      transport.forSts,
    ]) {
      expect(await handler.handle(request)).toMatchObject({ response: { statusCode: 204 } });
    }
  });

  it("stays the user's to close: neither a client nor the transport does", async () => {
    const own = countingHandler();
    const transport = await Transport.open({ requestHandler: own }, systemClock);
    transport.handlerFor(S3Client).destroy?.();
    await transport.close();
    expect(own.destroyed).toBe(0);
  });
});
