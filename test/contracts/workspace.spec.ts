import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { partition } from '@aws-sdk/util-endpoints';
import { describe, expect, it } from '@jest/globals';
import { ROOT } from '../architecture/source-files.js';
import { contract } from './contract.js';
import { CountingProvider, ScriptedHandler, stsError } from './scripted-handler.js';

const region = 'eu-west-1';

describe('what the library takes from packages of the AWS SDK of its own', () => {
  it(
    '`partition()` describes the regions that it lists, and answers `aws` without description for unknown names',
    contract(
      {
        reliedOnBy: 'libs/aws-cross-account/src/target/region.ts',
        lookAt: '`partition` in @aws-sdk/util-endpoints',
      },
      () => {
        expect(partition('eu-west-1')).toMatchObject({ name: 'aws', description: expect.any(String) });
        expect(partition('cn-north-1')).toMatchObject({ name: 'aws-cn', description: expect.any(String) });
        const unknown: { name: string; description?: string } = partition('evil');
        expect(unknown).toMatchObject({ name: 'aws' });
        expect(unknown.description).toBeUndefined();
      },
    ),
  );

  it(
    'a class whose service prefers HTTP/2 has a default handler that says so in its metadata',
    contract(
      {
        reliedOnBy: 'libs/aws-cross-account/src/clients/transport.ts',
        lookAt: '`runtimeConfig` of @aws-sdk/client-kinesis',
      },
      () => {
        const { metadata } = new KinesisClient({ region }).config.requestHandler as {
          metadata?: { handlerProtocol?: string };
        };
        expect(metadata?.handlerProtocol).toBe('h2');
      },
    ),
  );

  it(
    'errors of STS that its model names have the name of their class, and others the code as it was sent',
    contract(
      {
        reliedOnBy: 'libs/aws-cross-account/src/credentials/sts/sts-error-class.ts',
        lookAt: 'the error schemas of @aws-sdk/client-sts',
      },
      async () => {
        const nameFor = async (code: string): Promise<string> => {
          const client = new STSClient({
            region,
            credentials: new CountingProvider().memoized,
            requestHandler: new ScriptedHandler([400], stsError(code)),
            maxAttempts: 1,
          });
          const failure: unknown = await client
            .send(
              new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::111122223333:role/r', RoleSessionName: 'name' }),
            )
            .catch((error: unknown) => error);
          return (failure as Error).name;
        };
        const codes = [
          'MalformedPolicyDocument',
          'PackedPolicyTooLarge',
          'RegionDisabledException',
          'AccessDenied',
        ];
        expect(await Promise.all(codes.map(nameFor))).toEqual([
          'MalformedPolicyDocumentException',
          'PackedPolicyTooLargeException',
          'RegionDisabledException',
          'AccessDenied',
        ]);
      },
    ),
  );
});

it('every contract names a file that exists', () => {
  const specs = readdirSync(join(ROOT, 'test/contracts')).filter((name) => name.endsWith('.spec.ts'));
  const text = specs.map((name) => readFileSync(join(ROOT, 'test/contracts', name), 'utf8')).join('\n');
  const named = [...text.matchAll(/'(libs\/[^']+\.ts)'/g)].map(([, file = '']) => file);
  expect(named.length).toBeGreaterThan(8);
  expect(named.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
});
