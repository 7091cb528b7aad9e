import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from '@jest/globals';
import { LocalAws, type PolicyDocument, type World } from 'local-aws-accounts';
import { CROSS_ACCOUNT_ERROR_CODES, CrossAccountClientFactory } from 'nestjs-aws-cross-account';
import ts from 'typescript';
import { CREDENTIAL_OPTION_NAMES } from '../../libs/aws-cross-account/src/credentials/check-credential-options.js';
import { CACHE_FIELDS } from '../../libs/aws-cross-account/src/credentials/cache/check-cache-options.js';
import { TELEMETRY_OPTION_NAMES } from '../../libs/aws-cross-account/src/nest/telemetry-providers.js';
import { SWEEP_OPTION_NAMES } from '../../libs/aws-cross-account/src/nest/sweep-providers.js';
import { SWEEP_DEFAULT_FIELDS } from '../../libs/aws-cross-account/src/sweep/sweep-defaults.js';
import { CREDENTIAL_EVENT_NAMES } from '../../libs/aws-cross-account/src/credentials/events.js';
import { REFRESH_WINDOW_FIELDS } from '../../libs/aws-cross-account/src/credentials/renewal/check-renewal-options.js';
import { STS_FIELDS } from '../../libs/aws-cross-account/src/credentials/sts/check-sts-options.js';
import { CLIENT_OPTION_NAMES } from '../../libs/aws-cross-account/src/clients/check-client-options.js';
import { EVENT_LINES } from '../../libs/aws-cross-account/src/nest/credential-event-lines.js';
import { optionsFromEnvironment } from '../../libs/aws-cross-account/src/nest/aws-cross-account.config.js';
import { HTTP_STATUS_BY_CODE } from '../../libs/aws-cross-account/src/nest/http-status.js';
import {
  ACCESS_FIELDS,
  ACCESS_OPTION_NAMES,
} from '../../libs/aws-cross-account/src/target/check-access-options.js';
import { TARGET_OPTION_NAMES } from '../../libs/aws-cross-account/src/target/check-target-options.js';
import { ROOT } from '../architecture/source-files.js';
import { startApplication } from '../support/application.js';
import { bucketNames } from '../support/buckets.js';
import { setEnvironment } from '../support/environment.js';
import { codeRows, fencedBlocks } from './fenced-blocks.js';

const blocks = fencedBlocks('README.md');
const rows = codeRows('README.md');

describe.each([
  ['README.md', 6],
  ['docs/credentials.md', 2],
])('the code of %s', (document, atLeast) => {
  it('compiles, under the strict settings of this workspace', () => {
    const top = join(ROOT, 'node_modules/.cache');
    mkdirSync(top, { recursive: true });
    const folder = mkdtempSync(join(top, 'readme-'));
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    const code = fencedBlocks(document).filter(({ language }) => language === 'ts');
    const files = code.map(({ text }, index) => {
      const file = join(folder, index === 0 ? 'app.module.ts' : `block-${index}.ts`);
      writeFileSync(file, text);
      return file;
    });
    expect(files.length).toBeGreaterThanOrEqual(atLeast);
    expect(complaints(files)).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});

function complaints(files: string[]): string[] {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.base.json'), (path) => ts.sys.readFile(path)) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT, {
    noEmit: true,
    noUnusedLocals: false,
  });
  return ts
    .getPreEmitDiagnostics(ts.createProgram(files, options))
    .filter(({ code }) => code !== UNUSED_PRIVATE_PROPERTY)
    .map(
      ({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
    );
}

/** Examples inject what they do not go on to use. */
const UNUSED_PRIVATE_PROPERTY = 6138;

describe('the policies of the README', () => {
  const policy = (name: string): PolicyDocument => {
    const block = blocks.find((candidate) => candidate.name === name);
    if (!block) throw new RangeError(`no policy is called ${name}`);
    return JSON.parse(block.text) as PolicyDocument;
  };
  const world = (change: Partial<World> = {}): World => ({
    organizationId: 'o-exampleorgid',
    hub: {
      accountId: '999999999999',
      roleName: 'inventory-hub',
      region: 'eu-west-1',
      permissions: policy('hub permissions'),
    },
    accounts: {
      '111122223333': {
        buckets: ['member'],
        roles: { 'inventory-reader': { trust: policy('member trust') } },
      },
      '222233334444': {
        buckets: ['partner'],
        roles: { 'inventory-reader': { trust: policy('partner trust') } },
      },
    },
    ...change,
  });

  async function inWorld<T>(
    described: World,
    act: (factory: CrossAccountClientFactory) => Promise<T>,
  ): Promise<T> {
    const aws = await LocalAws.start(described);
    const restore = setEnvironment(aws.env);
    const app = await startApplication({ roleName: 'inventory-reader' });
    try {
      return await act(app.get(CrossAccountClientFactory));
    } finally {
      await app.close();
      restore();
      await aws.close();
    }
  }

  it('let the hub role into members, and into a partner with its external ID', async () => {
    const externalId = 'one-of-its-own-for-each-customer';
    const lists = await inWorld(world(), (factory) =>
      Promise.all([
        bucketNames(factory.get(S3Client, { accountId: '111122223333' })),
        bucketNames(factory.get(S3Client, { accountId: '222233334444', externalId })),
      ]),
    );
    expect(lists).toEqual([['member'], ['partner']]);
  });

  it.each([
    ['a hub outside the organization', { organizationId: 'o-anotherorgid' }, { accountId: '111122223333' }],
    ['a caller without the external ID', {}, { accountId: '222233334444' }],
    ['a caller with another external ID', {}, { accountId: '222233334444', externalId: 'guessed' }],
    ['another role than the one allowed', {}, { accountId: '111122223333', roleName: 'admin' }],
  ])('keep out %s', async (_, change, target) => {
    const attempt = inWorld(world(change), (factory) => factory.assume(target));
    await expect(attempt).rejects.toMatchObject({ code: 'ASSUME_ROLE_DENIED' });
  });

  it('need sts:TagSession on both sides where the session of the hub carries transitive tags', async () => {
    const tagged = world();
    tagged.hub.transitiveTags = { cluster: 'blue' };
    const denied = inWorld(tagged, (factory) => factory.assume({ accountId: '111122223333' }));
    await expect(denied).rejects.toMatchObject({
      code: 'ASSUME_ROLE_DENIED',
      deniedAction: 'sts:TagSession',
    });
    const both = JSON.parse(
      JSON.stringify(tagged).replaceAll('"sts:AssumeRole"', '["sts:AssumeRole","sts:TagSession"]'),
    ) as World;
    const { accountId } = await inWorld(both, (factory) => factory.assume({ accountId: '111122223333' }));
    expect(accountId).toBe('111122223333');
  });
});

describe('the tables of the README', () => {
  it('name every option, and none that does not exist', () => {
    const options = [
      ...TARGET_OPTION_NAMES,
      ...ACCESS_OPTION_NAMES,
      ...CREDENTIAL_OPTION_NAMES,
      ...CLIENT_OPTION_NAMES,
      ...SWEEP_OPTION_NAMES,
      ...TELEMETRY_OPTION_NAMES,
    ];
    const first = rows.findIndex(([name]) => name === 'roleName');
    const named = rows.slice(first, first + options.length).map(([name = '']) => name);
    expect(named.toSorted()).toEqual(options.toSorted());
  });

  it('name every field of a group of options, and none that does not exist', () => {
    const groups = {
      access: ACCESS_FIELDS,
      sts: STS_FIELDS,
      refreshWindows: REFRESH_WINDOW_FIELDS,
      cache: CACHE_FIELDS,
      sweep: SWEEP_DEFAULT_FIELDS,
    };
    const fields = Object.entries(groups).flatMap(([group, names]) =>
      names.map((name) => `${group}.${name}`),
    );
    const named = rows
      .map(([name = '']) => name)
      .filter((name) => /^(?:access|sts|refreshWindows|cache|sweep)\./.test(name));
    expect(named.toSorted()).toEqual(fields.toSorted());
  });

  it('name every variable that is read, with its option', () => {
    const read = new Set<string>();
    const env = new Proxy({}, { get: (_, name) => void read.add(String(name)) });
    optionsFromEnvironment(env);
    const named = rows.map(([name = '']) => name).filter((name) => name.startsWith('AWS_CROSS_ACCOUNT_'));
    expect(named.toSorted()).toEqual([...read].toSorted());
  });

  it('name every code of an error, with the HTTP status it is answered with', () => {
    const named = rows
      .filter(([code = '']) => code in CROSS_ACCOUNT_ERROR_CODES)
      .map(([code, status]) => [code, Number(status)]);
    expect(Object.fromEntries(named)).toEqual(HTTP_STATUS_BY_CODE);
  });
});

describe('the table of events', () => {
  it('names each with the level that it is logged with', () => {
    const events = codeRows('docs/credentials.md').filter(([name = '']) => isEvent(name));
    const expected = CREDENTIAL_EVENT_NAMES.map((name) => [name, EVENT_LINES[name]?.level ?? '']);
    expect(Object.fromEntries(events)).toEqual(Object.fromEntries(expected));
  });
});

function isEvent(name: string): boolean {
  return CREDENTIAL_EVENT_NAMES.some((event) => event === name);
}
