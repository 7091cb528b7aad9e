import { S3Client } from '@aws-sdk/client-s3';
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  type AssumeRoleCommandOutput,
  STSClient,
} from '@aws-sdk/client-sts';
import { ROLE_NAME } from '../../support/world.js';
import { type Keys, keysOf } from '../support/keys.js';

export interface PlaceOptions {
  readonly url: string;
  readonly hub: Keys;
  /** How far its clock is ahead of this machine's, in ms. */
  readonly ahead?: () => number;
  /** Keys of a session that was once valid in this account. */
  readonly expired: (place: Place, accountId: string) => Promise<Keys>;
}

export const roleArn = (accountId: string, name = ROLE_NAME): string =>
  `arn:aws:iam::${accountId}:role/${name}`;

/** A running AWS, of whoever wrote it, and the SDK's clients for it. */
export class Place {
  readonly url: string;
  readonly hub: Keys;
  readonly #options: PlaceOptions;

  constructor(options: PlaceOptions) {
    this.url = options.url;
    this.hub = options.hub;
    this.#options = options;
  }

  sts(keys: Partial<Keys> = this.hub, region = 'eu-west-1'): STSClient {
    return new STSClient(this.#config(keys, region));
  }

  s3(keys: Partial<Keys> = this.hub, region = 'eu-west-1'): S3Client {
    return new S3Client(this.#config(keys, region));
  }

  /** AssumeRole in an account, by the hub unless it is told other keys. */
  assume(
    accountId: string,
    input: Partial<AssumeRoleCommandInput> = {},
    keys?: Keys,
  ): Promise<AssumeRoleCommandOutput> {
    const usual = { RoleArn: roleArn(accountId), RoleSessionName: 'compare' };
    return this.sts(keys).send(new AssumeRoleCommand({ ...usual, ...input }));
  }

  async keysIn(accountId: string, input: Partial<AssumeRoleCommandInput> = {}): Promise<Keys> {
    return keysOf((await this.assume(accountId, input)).Credentials);
  }

  expiredKeysIn(accountId: string): Promise<Keys> {
    return this.#options.expired(this, accountId);
  }

  #config({ accessKeyId = '', secretAccessKey = '', sessionToken }: Partial<Keys>, region: string) {
    const systemClockOffset = this.#options.ahead?.() ?? 0;
    const credentials = { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) };
    return { endpoint: this.url, region, credentials, systemClockOffset, maxAttempts: 1 };
  }
}
