import { AccountClient } from '@aws-sdk/client-account';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EC2Client } from '@aws-sdk/client-ec2';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { AssumeRoleCommandInput, AssumeRoleCommandOutput } from '@aws-sdk/client-sts';
import type { LocalAws } from '../local-aws.js';
import type { SessionKeys } from '../sessions/session.js';
import { READER } from './worlds.js';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const silent = () => undefined;
/** The SDK warns of streams that it cannot send again. */
const SILENT = { trace: silent, debug: silent, info: silent, warn: silent, error: silent };

/** The SDK's own clients, one attempt per call, all destroyed together. */
export class Clients {
  readonly #clients: { destroy(): void }[] = [];

  constructor(
    private readonly aws: LocalAws,
    private readonly clock: () => number,
  ) {}

  get hubKeys(): SessionKeys {
    const { env } = this.aws;
    return {
      accessKeyId: env.AWS_ACCESS_KEY_ID,
      secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
      sessionToken: env.AWS_SESSION_TOKEN,
    };
  }

  sts(keys: SessionKeys = this.hubKeys, region = 'eu-west-1'): STSClient {
    return this.#keep(new STSClient(this.#config(keys, region)));
  }

  s3(keys: SessionKeys = this.hubKeys, region = 'eu-west-1'): S3Client {
    return this.#keep(new S3Client(this.#config(keys, region)));
  }

  organizations(keys: SessionKeys = this.hubKeys, region = 'us-east-1'): OrganizationsClient {
    return this.#keep(new OrganizationsClient(this.#config(keys, region)));
  }

  account(keys: SessionKeys = this.hubKeys, region = 'us-east-1'): AccountClient {
    return this.#keep(new AccountClient(this.#config(keys, region)));
  }

  ec2(keys: SessionKeys = this.hubKeys, region = 'eu-west-1'): EC2Client {
    return this.#keep(new EC2Client(this.#config(keys, region)));
  }

  dynamodb(keys: SessionKeys = this.hubKeys, region = 'eu-west-1'): DynamoDBClient {
    return this.#keep(new DynamoDBClient(this.#config(keys, region)));
  }

  /** AssumeRole of the reader of payments, by the hub unless told otherwise. */
  assume(input: Partial<AssumeRoleCommandInput> = {}, keys?: SessionKeys): Promise<AssumeRoleCommandOutput> {
    return this.sts(keys).send(new AssumeRoleCommand({ RoleArn: READER, RoleSessionName: 'spec', ...input }));
  }

  async assumeKeys(input: Partial<AssumeRoleCommandInput> = {}, keys?: SessionKeys): Promise<SessionKeys> {
    const { Credentials: c } = await this.assume(input, keys);
    return {
      accessKeyId: c?.AccessKeyId ?? '',
      secretAccessKey: c?.SecretAccessKey ?? '',
      sessionToken: c?.SessionToken ?? '',
    };
  }

  destroy(): void {
    for (const client of this.#clients) client.destroy();
  }

  #config(credentials: SessionKeys, region: string) {
    const systemClockOffset = this.clock() - Date.now();
    return { endpoint: this.aws.url, region, credentials, systemClockOffset, maxAttempts: 1, logger: SILENT };
  }

  #keep<T extends { destroy(): void }>(client: T): T {
    this.#clients.push(client);
    return client;
  }
}
