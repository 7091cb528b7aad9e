import type { RandomBytes } from '../data/random.js';
import { randomBase32 } from '../data/random.js';
import type { SessionKeys } from './session.js';

/** New temporary keys in the form of AWS's: `ASIA...` of 20 characters, a secret of 40, a token of about 500. */
export function mintKeys(random: RandomBytes): SessionKeys {
  return {
    accessKeyId: `ASIA${randomBase32(random, 16)}`,
    secretAccessKey: Buffer.from(random(30)).toString('base64'),
    sessionToken: `IQoJ${Buffer.from(random(372)).toString('base64')}`,
  };
}
