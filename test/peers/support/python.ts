import { devNull } from 'node:os';

/** The Python of the peers' own environment, which is made before the tests. */
export function python(): string {
  const { PEERS_PYTHON } = process.env;
  if (PEERS_PYTHON === undefined) throw new RangeError('run these tests with: npm run test:peers');
  return PEERS_PYTHON;
}

/** All that a Python process of the tests sees of the environment: no AWS setting of this machine. */
export function pythonEnvironment(): Record<string, string> {
  const { PATH = '' } = process.env;
  return {
    PATH,
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}
