import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { LocalAws, type World } from 'local-aws-accounts';
import {
  AssumeRoleDeniedError,
  type AwsCrossAccountModuleOptions,
  CrossAccountClientFactory,
  TargetRefusedError,
} from 'nestjs-aws-cross-account';
import { ACCESS_FIELDS } from '../../libs/aws-cross-account/src/target/check-access-options.js';
import { startApplication, startWith } from '../support/application.js';
import { bucketNames } from '../support/buckets.js';
import { setEnvironment } from '../support/environment.js';
import { member, PAYMENTS, ROLE_NAME, SEARCH, smallWorld } from '../support/world.js';
import { Permissions, PermissionsModule, ReportsModule } from './access/reports.module.js';
import { targetOf, type Tenant } from './access/tenants.js';
import { codeRows, fencedBlocks } from './fenced-blocks.js';

describe('docs/access.md', () => {
  const folder = join(import.meta.dirname, 'access');

  it.each(readdirSync(folder))('shows the code that is tested here: %s', (file) => {
    const code = readFileSync(join(folder, file), 'utf8');
    expect(fencedBlocks('docs/access.md').map(({ text }) => text)).toContain(code);
  });

  it('says of every rule where it holds and when', () => {
    const named = codeRows('docs/access.md').map(([cell = '']) => /^`?(\w+)/.exec(cell)?.[1]);
    const rules = ACCESS_FIELDS.filter((field) => field !== 'principal');
    expect([...new Set(named)].filter((name) => rules.some((rule) => rule === name))).toEqual(rules);
  });
});

let aws: LocalAws;
let app: INestApplicationContext;
let factory: CrossAccountClientFactory;
let restoreEnvironment: () => void;

async function start(world: World, begin: () => Promise<INestApplicationContext>): Promise<void> {
  aws = await LocalAws.start(world);
  restoreEnvironment = setEnvironment(aws.env);
  app = await begin();
  factory = app.get(CrossAccountClientFactory);
}

async function stop(): Promise<void> {
  await app.close();
  restoreEnvironment();
  await aws.close();
}

describe('a permission that is taken away', () => {
  afterEach(stop);
  beforeEach(() => start(smallWorld(), () => startWith({ imports: [ReportsModule, PermissionsModule] })));

  const enter = (principal: unknown, accountId: string) =>
    factory.gate.enter({ target: { accountId }, source: 'request', principal });

  it('holds at once: for clients that are warm, and for whoever enters next', async () => {
    const permissions = app.get(Permissions);
    const warm = factory.get(S3Client, { accountId: SEARCH });
    expect(await bucketNames(warm)).toEqual(['search-index']);
    permissions.customers.delete(SEARCH);
    await expect(bucketNames(warm)).rejects.toThrow(TargetRefusedError);

    expect(await enter('alice', PAYMENTS)).toMatchObject({ accountId: PAYMENTS });
    permissions.grants.get('alice')?.delete(PAYMENTS);
    await expect(enter('alice', PAYMENTS)).rejects.toThrow(TargetRefusedError);
    await expect(enter(undefined, PAYMENTS)).rejects.toThrow(TargetRefusedError);
  });
});

describe('an external ID', () => {
  afterEach(stop);
  const roleArn = `arn:aws:iam::${PAYMENTS}:role/${ROLE_NAME}`;
  const victim: Tenant = { name: 'a', roleArn, externalId: 'made-up-for-a' };
  /** Typed the other one's role ARN. */
  const thief: Tenant = { name: 'b', roleArn, externalId: 'made-up-for-b' };
  const begin = (options: Partial<AwsCrossAccountModuleOptions> = {}) => {
    const world = smallWorld();
    world.accounts[PAYMENTS] = member(['payments-ledger'], victim.externalId);
    return start(world, () => startApplication(options));
  };

  it('that is looked up by the account lets a tenant in who typed the role ARN of another', async () => {
    const externalIdByAccount: Record<string, string> = { [PAYMENTS]: victim.externalId };
    await begin({
      sessionFor: ({ accountId = '' }) => ({ externalId: externalIdByAccount[accountId] }),
    });
    const stolen = await bucketNames(factory.get(S3Client, { roleArn: thief.roleArn }));
    expect(stolen).toEqual(['payments-ledger']);
  });

  it('of the tenant who asks does not, however warm the credentials of the other are', async () => {
    await begin();
    const [own, other] = [victim, thief].map((tenant) => factory.get(S3Client, targetOf(tenant)));
    expect(await bucketNames(own as S3Client)).toEqual(['payments-ledger']);
    await expect(bucketNames(other as S3Client)).rejects.toThrow(AssumeRoleDeniedError);
  });
});
