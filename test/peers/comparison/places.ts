import { LocalAws, type PolicyDocument, trustPolicy, type World } from 'local-aws-accounts';
import { HUB_ACCOUNT, HUB_ROLE, member, PAYMENTS, smallWorld } from '../../support/world.js';
import { keysOf } from '../support/keys.js';
import type { MotoServer } from '../support/moto-server.js';
import { Place, roleArn } from './place.js';

/** A role whose sessions may last for two hours and be tagged, and that may assume itself. */
export const LONG_ROLE = 'long-lived';
/** A role that may do nothing in S3. */
export const POWERLESS_ROLE = 'powerless';

/** The same roles in both; without buckets, since moto cannot be told of any but by requests. */
export function world(): World {
  const { hub, accounts } = smallWorld();
  const bare = Object.entries(accounts).map(([id, account]) => [id, { ...account, buckets: [] }] as const);
  const trust = trustPolicy({ principal: HUB_ROLE, tagSession: true });
  const itself = trustPolicy({ principal: roleArn(PAYMENTS, LONG_ROLE) });
  const open = { ...trust, Statement: [trust.Statement, itself.Statement].flat() };
  const queues: PolicyDocument = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: 'sqs:ListQueues', Resource: '*' }],
  };
  return {
    hub,
    accounts: {
      ...Object.fromEntries(bare),
      [PAYMENTS]: {
        roles: {
          ...member([]).roles,
          [LONG_ROLE]: { trust: open, maxSessionSeconds: 7200 },
          [POWERLESS_ROLE]: { trust, permissions: queues },
        },
      },
    },
  };
}

/** Runs `ask` in a local AWS of its own. */
export async function inLocalAws<T>(ask: (place: Place) => Promise<T>): Promise<T> {
  let ahead = 0;
  const aws = await LocalAws.start(world(), { clock: () => Date.now() + ahead });
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = aws.env;
  const place = new Place({
    url: aws.url,
    hub: {
      accessKeyId: AWS_ACCESS_KEY_ID,
      secretAccessKey: AWS_SECRET_ACCESS_KEY,
      sessionToken: AWS_SESSION_TOKEN,
    },
    ahead: () => ahead,
    expired: async (place, accountId) => {
      const keys = await place.keysIn(accountId);
      ahead = 3_600_000;
      return keys;
    },
  });
  try {
    return await ask(place);
  } finally {
    await aws.close();
  }
}

/** Runs `ask` in moto, which forgets what was done before. Here too the hub is a role's session. */
export async function inMoto<T>(moto: MotoServer, ask: (place: Place) => Promise<T>): Promise<T> {
  await moto.reset(world().accounts);
  const anybody = { accessKeyId: 'dummy', secretAccessKey: 'dummy', sessionToken: 'dummy' };
  // moto lets a session be over before it has begun.
  const expired = (place: Place, accountId: string) => place.keysIn(accountId, { DurationSeconds: -60 });
  const outside = new Place({ url: moto.url, hub: anybody, expired });
  const hub = keysOf(
    (await outside.assume(HUB_ACCOUNT, { RoleArn: HUB_ROLE, RoleSessionName: 'hub' })).Credentials,
  );
  return ask(new Place({ url: moto.url, hub, expired }));
}
