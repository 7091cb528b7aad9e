import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LocalAws } from 'local-aws-accounts';
import { ROOT } from '../architecture/source-files.js';
import { fencedBlocks } from '../docs/fenced-blocks.js';
import { member, PAYMENTS, smallWorld } from '../support/world.js';
import { type ApplicationKind, APPLICATIONS, LOWEST, NODE_VERSIONS } from './applications.js';
import { BlankApplication, type Seen } from './blank-application.js';
import { nodeBinary } from './node-binary.js';

/** Fetching what is installed needs the registry; everything else is local. */
const INSTALL_TIMEOUT_MS = 300_000;
const RUN_TIMEOUT_MS = 60_000;

const blocks = fencedBlocks('README.md');
const README_INSTALL = blocks.find(({ text }) => text.startsWith('npm run pack'))?.text ?? 'exit 1';

/** The commands of the README, but for the packing, which the command of these tests has done, and the versions of this kind. */
function installation({ versions, type }: ApplicationKind): string {
  const { nest, sdk } = versions;
  const wanted = [
    ...['common', 'core', 'platform-express', 'testing'].map((name) => `@nestjs/${name}@${nest}`),
    `rxjs@${versions.rxjs}`,
    `reflect-metadata@${versions.reflectMetadata}`,
    `typescript@${versions.typescript}`,
    '@types/node@20',
    'jest@30',
    '@jest/globals@30',
    './local-aws-accounts-0.1.0.tgz',
    `@opentelemetry/api@${versions.openTelemetry}`,
    ...(type === 'commonjs' ? ['ts-jest@29'] : []),
  ];
  return README_INSTALL.replace('npm run pack\n', '')
    .replace('npm install', `npm install ${wanted.join(' ')}`)
    .replace('@nestjs/config', `@nestjs/config@${versions.config}`)
    .replaceAll(/@aws-sdk\/[\w-]+/g, `$&@${sdk}`);
}

/** The second of the accounts that the README's application allows. */
const SEARCH = '222233334444';

const nodes = new Map<string, string>();
const ran: string[] = [];
let aws: LocalAws;

beforeAll(async () => {
  const world = smallWorld();
  aws = await LocalAws.start({
    ...world,
    accounts: { ...world.accounts, [SEARCH]: member(['orders-index']) },
  });
  for (const version of NODE_VERSIONS) nodes.set(version, await nodeBinary(version));
}, INSTALL_TIMEOUT_MS);

afterAll(async () => {
  await aws.close();
  process.stdout.write(`Installed in applications of their own:\n${ran.join('\n')}\n`);
});

describe.each(APPLICATIONS)('the packages in an application with $name', (kind) => {
  let app: BlankApplication;

  beforeAll(async () => {
    app = BlankApplication.create(kind);
    await app.install(installation(kind));
  }, INSTALL_TIMEOUT_MS);

  afterAll(() => app.remove());

  it(
    'compile with its TypeScript, declarations included',
    async () => {
      expect(await app.complaintsOfTypeScript()).toBe('');
    },
    RUN_TIMEOUT_MS,
  );

  it.each(NODE_VERSIONS)(
    'serve two accounts on Node %s',
    async (version) => {
      const seen = await app.start(nodes.get(version) ?? '', aws.env, [PAYMENTS, SEARCH]);
      const { node, ...rest } = seen;
      expect(node).toMatch(new RegExp(`^v${version}`));
      expect(rest).toEqual(EXPECTED);
      const versions = ['@nestjs/core', '@aws-sdk/client-sts', '@nestjs/config', 'typescript'];
      ran.push(
        `${kind.name} on ${node}: ${versions.map((name) => `${name} ${app.versionOf(name)}`).join(', ')}`,
      );
    },
    RUN_TIMEOUT_MS,
  );

  it.each(NODE_VERSIONS)(
    'let its own tests replace a client and start an AWS, and meet the contracts of the SDK, on Node %s',
    async (version) => {
      const { numPassedTests, numFailedTests } = await app.test(nodes.get(version) ?? '');
      expect({ numPassedTests, numFailedTests }).toEqual({ numPassedTests: OWN_TESTS, numFailedTests: 0 });
    },
    RUN_TIMEOUT_MS,
  );
});

/** Two of buckets.spec.ts, and the contracts. */
const OWN_TESTS = 2 + 23;

const EXPECTED: Omit<Seen, 'node'> = {
  seen: [
    { accountId: PAYMENTS, buckets: 'payments-invoices,payments-ledger', callers: [PAYMENTS, PAYMENTS] },
    { accountId: SEARCH, buckets: 'orders-index', callers: [SEARCH, SEARCH] },
  ],
  logs: 'payments-invoices,payments-ledger',
  own: 'hub-reports',
  obtained: 2,
  renewed: true,
  telemetry: 'function',
  scoped: [
    [200, ['payments-invoices', 'payments-ledger']],
    [200, ['us-east-1', PAYMENTS]],
    [200, ['orders-index']],
    [200, ['us-east-1', SEARCH]],
    [400, ''],
    [403, ''],
  ],
};

describe('what is installed', () => {
  it.each(['app.module.ts', 'logs.service.ts'])('uses the code of the README as it stands: %s', (file) => {
    const code = readFileSync(join(ROOT, 'test/package/application', file), 'utf8');
    expect(blocks.map(({ text }) => text)).toContain(code);
  });

  it('includes the lowest versions that the package says it works with', () => {
    const { peerDependencies, engines } = JSON.parse(
      readFileSync(join(ROOT, 'libs/aws-cross-account/package.json'), 'utf8'),
    ) as { peerDependencies: Record<string, string>; engines: { node: string } };
    expect(peerDependencies).toMatchObject({
      '@aws-sdk/client-sts': `^${LOWEST.sdk}`,
      '@aws-sdk/credential-providers': `^${LOWEST.sdk}`,
      '@nestjs/common': `^${LOWEST.nest} || ^12.0.0`,
      '@nestjs/core': `^${LOWEST.nest} || ^12.0.0`,
      '@nestjs/config': `^${LOWEST.config} || ^12.0.0`,
      '@opentelemetry/api': `^${LOWEST.openTelemetry}`,
    });
    expect(engines.node).toBe('^20.19.0 || >=22.12.0');
  });
});
