import { devNull } from 'node:os';

/** No AWS setting of the machine that runs the tests may take part in them, nor may they reach a real account. */
for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];

process.env.AWS_CONFIG_FILE = devNull;
process.env.AWS_SHARED_CREDENTIALS_FILE = devNull;
process.env.AWS_EC2_METADATA_DISABLED = 'true';
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
