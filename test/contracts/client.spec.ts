import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from '@jest/globals';
import { contract } from './contract.js';
import { CountingProvider, ScriptedHandler } from './scripted-handler.js';

const region = 'eu-west-1';

function scripted(handler: ScriptedHandler): S3Client {
  return new S3Client({ region, credentials: new CountingProvider().memoized, requestHandler: handler });
}

describe('clients of the AWS SDK', () => {
  it(
    'an HTTP handler that is given is used as it is, and `destroy()` of a client destroys it',
    contract(
      {
        reliedOnBy: 'libs/aws-cross-account/src/clients/shared-handler.ts',
        lookAt: '`Client.destroy` in @smithy/core, and `create` of the handlers',
      },
      async () => {
        const handler = new ScriptedHandler();
        const client = scripted(handler);
        await client.send(new ListBucketsCommand());
        client.destroy();
        expect({ sent: handler.seen.length, destroyed: handler.destroyed }).toEqual({
          sent: 1,
          destroyed: 1,
        });
      },
    ),
  );

  it(
    'their ways to prove a request are a list in `config.httpAuthSchemes`, read at each request',
    contract(
      {
        reliedOnBy: 'libs/aws-cross-account/src/clients/refuse-bearer-tokens.ts',
        lookAt: '`httpAuthSchemeMiddleware` in @smithy/core',
      },
      async () => {
        const client = scripted(new ScriptedHandler());
        const config: { httpAuthSchemes: { schemeId: string }[] } = client.config;
        expect(config.httpAuthSchemes.map(({ schemeId }) => schemeId)).toContain('aws.auth#sigv4');
        config.httpAuthSchemes = [];
        await expect(client.send(new ListBucketsCommand())).rejects.toThrow(/HttpAuthScheme/);
      },
    ),
  );

  it(
    'the default HTTP handler of an HTTP/1.1 class says so in its metadata',
    contract(
      {
        reliedOnBy: 'libs/aws-cross-account/src/clients/transport.ts',
        lookAt: '`metadata` of NodeHttpHandler and NodeHttp2Handler in @smithy/node-http-handler',
      },
      () => {
        for (const { config } of [new S3Client({ region }), new STSClient({ region })]) {
          const { metadata } = config.requestHandler as { metadata?: { handlerProtocol?: string } };
          expect(metadata?.handlerProtocol).toBe('http/1.1');
        }
      },
    ),
  );

  it(
    'the region that a client was given is what its requests are made and signed for',
    contract(
      {
        reliedOnBy: 'libs/aws-cross-account/src/clients/client-builder.ts',
        lookAt: '`resolveRegionConfig` in @smithy/core',
      },
      async () => {
        const handler = new ScriptedHandler();
        const client = scripted(handler);
        await client.send(new ListBucketsCommand());
        expect(await client.config.region()).toBe(region);
        expect(handler.seen[0]?.hostname).toBe('s3.eu-west-1.amazonaws.com');
      },
    ),
  );

  it(
    'what they find in the environment are functions in their configuration, which a second client takes for its own',
    contract(
      {
        reliedOnBy: 'libs/aws-cross-account/src/clients/class-facts.ts',
        lookAt: '`getRuntimeConfig` of a client package, and `resolveEndpointConfig` in @smithy/core',
      },
      async () => {
        const handler = new ScriptedHandler();
        const first = scripted(handler);
        const { retryMode, useDualstackEndpoint, useFipsEndpoint, userAgentAppId } = first.config;
        const found = { retryMode, useDualstackEndpoint, useFipsEndpoint, userAgentAppId };
        expect(Object.values(found).map((value) => typeof value)).toEqual(Array(4).fill('function'));
        const credentials = new CountingProvider().memoized;
        const configuration = { credentials, requestHandler: handler, ...found };
        await new S3Client({ ...configuration, region: 'ap-south-1' }).send(new ListBucketsCommand());
        expect(handler.seen[0]?.hostname).toBe('s3.ap-south-1.amazonaws.com');
      },
    ),
  );

  it(
    '`systemClockOffset` of the configuration is what signatures are dated by, from the first on',
    contract(
      {
        reliedOnBy: 'libs/aws-cross-account/src/clients/client-builder.ts',
        lookAt: '`resolveAwsSdkSigV4Config` in @aws-sdk/core',
      },
      async () => {
        const handler = new ScriptedHandler();
        const credentials = new CountingProvider().memoized;
        const systemClockOffset = -3 * 3_600_000;
        const configuration = { region, credentials, requestHandler: handler, systemClockOffset };
        await new S3Client(configuration).send(new ListBucketsCommand());
        const ahead = (handler.seen[0]?.signedAt ?? 0) - Date.now();
        expect(Math.abs(ahead - systemClockOffset)).toBeLessThan(60_000);
      },
    ),
  );

  it(
    '`send` is of the class, asks each command for its answer, and hands `abortSignal` to the HTTP handler',
    contract(
      {
        reliedOnBy: 'libs/aws-cross-account/src/clients/let-callers-leave.ts',
        lookAt: '`Client.send` and `Command.resolveMiddleware` in @smithy/core',
      },
      async () => {
        const handler = new ScriptedHandler();
        const client = scripted(handler);
        const { signal } = new AbortController();
        expect(Object.hasOwn(client, 'send')).toBe(false);
        await client.send(new ListBucketsCommand(), { abortSignal: signal });
        expect(handler.seen[0]?.abortSignal).toBe(signal);
      },
    ),
  );
});
