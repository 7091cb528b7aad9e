import { devNull } from 'node:os';
import { generateWorld, LocalAws } from 'local-aws-accounts';

const ROLE_NAME = 'inventory-reader';
const SLOW_MS = 150;

/** An AWS of invented accounts in this process, which becomes the one that the SDK finds: nothing here reaches a real account. */
export async function startLocalAws(env: NodeJS.ProcessEnv): Promise<LocalAws> {
  const world = generateWorld({
    accounts: 300,
    buckets: 3,
    denying: 0.02,
    suspended: 0.01,
    roleName: ROLE_NAME,
  });
  const prankster = Object.values(world.accounts).find(({ roles }) => roles);
  if (prankster) prankster.name = '=HYPERLINK("https://example.com","Click")';
  // As long as a far region takes, so that there is something to see.
  const aws = await LocalAws.start(world, { latency: { s3: SLOW_MS } });
  for (const name of Object.keys(env)) if (name.startsWith('AWS_')) delete env[name];
  Object.assign(env, aws.env, {
    AWS_CROSS_ACCOUNT_ROLE_NAME: ROLE_NAME,
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  });
  return aws;
}
