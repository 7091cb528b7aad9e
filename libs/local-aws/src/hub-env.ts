import type { Session } from './sessions/session.js';

/** The environment that makes a program the hub role, and nothing else. Put it into `process.env` or a child's. */
export interface HubEnv {
  AWS_ENDPOINT_URL: string;
  AWS_REGION: string;
  /** The same, for the SDKs that read this one: Python's reads no other. */
  AWS_DEFAULT_REGION: string;
  AWS_ACCESS_KEY_ID: string;
  AWS_SECRET_ACCESS_KEY: string;
  AWS_SESSION_TOKEN: string;
}

export function hubEnv(url: string, region: string, { keys }: Session): HubEnv {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    AWS_SESSION_TOKEN: keys.sessionToken,
  };
}
