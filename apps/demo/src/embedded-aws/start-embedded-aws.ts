import { devNull } from 'node:os';
import { LocalAws } from 'local-aws-accounts';
import { EmbeddedAws } from './embedded-aws.js';
import { EXAMPLE_OVERRIDES, exampleOrganization } from './example-organization.js';

const DEFAULT_ROLE_NAME = 'inventory-reader';
const LIBRARY_PREFIX = 'AWS_CROSS_ACCOUNT_';

/**
 * Starts an AWS in this process and makes it the one that the SDK finds: what the environment and the profiles of this
 * machine say about another AWS is taken out of this process, so that nothing here can reach a real account.
 */
export async function startEmbeddedAws(env: NodeJS.ProcessEnv): Promise<EmbeddedAws> {
  const roleName = env[`${LIBRARY_PREFIX}ROLE_NAME`] || DEFAULT_ROLE_NAME;
  const world = exampleOrganization(roleName);
  const aws = await LocalAws.start(world);
  for (const name of Object.keys(env)) {
    if (name.startsWith('AWS_') && !name.startsWith(LIBRARY_PREFIX)) delete env[name];
  }
  Object.assign(env, aws.env, {
    [`${LIBRARY_PREFIX}ROLE_NAME`]: roleName,
    [`${LIBRARY_PREFIX}ACCOUNT_OVERRIDES`]:
      env[`${LIBRARY_PREFIX}ACCOUNT_OVERRIDES`] || JSON.stringify(EXAMPLE_OVERRIDES),
    [`${LIBRARY_PREFIX}ALLOWED_ACCOUNTS`]: env[`${LIBRARY_PREFIX}ALLOWED_ACCOUNTS`] || 'directory',
    [`${LIBRARY_PREFIX}DENIED_ACCOUNTS`]: env[`${LIBRARY_PREFIX}DENIED_ACCOUNTS`] || world.hub.accountId,
    [`${LIBRARY_PREFIX}DIRECTORY`]: env[`${LIBRARY_PREFIX}DIRECTORY`] || 'organizations',
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
    // The SDK announces the end of its support for old versions of Node. Here it would only puzzle.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  });
  return new EmbeddedAws(aws, world, roleName);
}
