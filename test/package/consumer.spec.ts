import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LocalAws } from 'local-aws-accounts';
import { ROOT } from '../architecture/source-files.js';
import { fencedBlocks } from '../docs/fenced-blocks.js';
import { PAYMENTS, SEARCH, smallWorld } from '../support/world.js';

/** Installing needs the registry; everything else here is local. */
const INSTALL_TIMEOUT_MS = 240_000;

const MAIN = `
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AppModule, BucketsService } from './app.module.js';

const app = await NestFactory.createApplicationContext(AppModule, { logger: ['error', 'warn'] });
for (const accountId of process.argv.slice(2)) {
  const { Buckets = [] } = await app.get(BucketsService).list(accountId);
  console.log(accountId, Buckets.map(({ Name }) => Name).join());
}
await app.close();
`;

const TSCONFIG = {
  compilerOptions: {
    target: 'ES2023',
    module: 'nodenext',
    strict: true,
    skipLibCheck: false,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    types: ['node'],
    outDir: 'dist',
  },
  include: ['*.ts'],
};

let app: string;
let aws: LocalAws;

/** What README.md says to do, word for word, in an application that knows nothing of this workspace. */
function installAsTheReadmeSays(): void {
  const commands =
    fencedBlocks('README.md').find(({ text }) => text.startsWith('npm pack'))?.text ?? 'exit 1';
  const nest = [
    '@nestjs/common',
    '@nestjs/core',
    'reflect-metadata',
    'rxjs',
    '@types/node@20',
    'typescript@6',
  ].join(' ');
  const quiet = { npm_config_audit: 'false', npm_config_fund: 'false', npm_config_loglevel: 'error' };
  execFileSync('sh', ['-ec', `${commands}\nnpm install ${nest}`], {
    cwd: ROOT,
    env: { ...process.env, ...quiet, YOUR_APP: app },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

beforeAll(async () => {
  aws = await LocalAws.start(smallWorld());
  app = mkdtempSync(join(tmpdir(), 'blank-nest-app-'));
  writeFileSync(
    join(app, 'package.json'),
    JSON.stringify({ name: 'blank-nest-app', private: true, type: 'module' }),
  );
  installAsTheReadmeSays();
  const code = fencedBlocks('README.md').find(({ language }) => language === 'ts');
  writeFileSync(join(app, 'app.module.ts'), code?.text ?? '');
  writeFileSync(join(app, 'main.ts'), MAIN);
  writeFileSync(join(app, 'tsconfig.json'), JSON.stringify(TSCONFIG));
}, INSTALL_TIMEOUT_MS);

afterAll(async () => {
  await aws.close();
  rmSync(app, { recursive: true, force: true });
});

describe('the packed library, installed in a blank Nest application', () => {
  it('type-checks with its dependencies, and compiles', () => {
    expect(() =>
      execFileSync(process.execPath, ['node_modules/typescript/bin/tsc'], { cwd: app, stdio: 'pipe' }),
    ).not.toThrow();
  }, 60_000);

  it('lists the buckets of two accounts with the code of the README', async () => {
    const { PATH = '', HOME = '' } = process.env;
    const env = { PATH, HOME, ...aws.env };
    const { stdout } = await promisify(execFile)(process.execPath, ['dist/main.js', PAYMENTS, SEARCH], {
      cwd: app,
      env,
    });
    expect(stdout).toBe(`${PAYMENTS} payments-invoices,payments-ledger\n${SEARCH} search-index\n`);
  }, 30_000);

  it('holds what a user needs, and no test', () => {
    const [packed] = JSON.parse(
      execFileSync('npm', ['pack', '--dry-run', '--json', '--workspace', 'nestjs-aws-cross-account'], {
        cwd: ROOT,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    ) as [{ files: { path: string }[] }];
    const paths = packed.files.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining(['package.json', 'README.md', 'LICENSE', 'dist/index.js', 'dist/index.d.ts']),
    );
    expect(paths.filter((path) => /spec|testing|tsbuildinfo/.test(path))).toEqual([]);
  });
});
