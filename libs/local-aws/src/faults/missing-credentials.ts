import { alterText } from './alter-text.js';
import type { FaultEffect } from './fault-effect.js';

/** AssumeRole succeeds, and its answer holds no credentials. For `sts:AssumeRole` only. */
export interface MissingCredentialsFault {
  kind: 'missing-credentials';
}

export function missingCredentialsEffect(): FaultEffect {
  return alterText(/<Credentials>.*<\/Credentials>/s, () => '');
}
