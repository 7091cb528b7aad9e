import { Injectable, type INestApplicationContext, type ModuleMetadata } from '@nestjs/common';
import { S3, S3Client } from '@aws-sdk/client-s3';
import { LocalAws, type CallRecord, type LocalAwsOptions, type World } from 'local-aws-accounts';
import {
  AccountContext,
  type AwsCrossAccountModuleOptions,
  CrossAccountClientFactory,
  InjectAccountClient,
} from 'nestjs-aws-cross-account';
import { startApplication } from './application.js';
import { setEnvironment } from './environment.js';
import { ROLE_NAME } from './world.js';

/** Clients as a service gets them that knows nothing of accounts. */
@Injectable()
export class Following {
  constructor(
    @InjectAccountClient(S3Client) readonly s3: S3Client,
    @InjectAccountClient(S3) readonly aggregated: S3,
  ) {}
}

/** An application whose clients follow the context, and the AWS that it works in. */
export class ContextApplication {
  private constructor(
    readonly aws: LocalAws,
    readonly app: INestApplicationContext,
    private readonly restore: () => void,
  ) {}

  static async start(
    world: World,
    options: Partial<AwsCrossAccountModuleOptions> = {},
    metadata: ModuleMetadata = {},
    awsOptions: LocalAwsOptions = {},
  ): Promise<ContextApplication> {
    const aws = await LocalAws.start(world, awsOptions);
    const restore = setEnvironment(aws.env);
    const providers = [Following, ...(metadata.providers ?? [])];
    const app = await startApplication(options, { ...metadata, providers });
    return new ContextApplication(aws, app, restore);
  }

  get context(): AccountContext {
    return this.app.get(AccountContext);
  }

  get factory(): CrossAccountClientFactory {
    return this.app.get(CrossAccountClientFactory);
  }

  get clients(): Following {
    return this.app.get(Following);
  }

  /** Runs a function in the context of an account. */
  readonly in = <T>(accountId: string, fn: () => T): T => this.context.run({ accountId }, fn);

  /** What S3 was asked, each with the account whose keys signed it, in order. */
  get sent(): string[] {
    return this.aws.calls.list().filter(isOfS3).map(describeCall);
  }

  async close(): Promise<void> {
    await this.app.close();
    this.restore();
    await this.aws.close();
  }
}

const isOfS3 = ({ action }: CallRecord): boolean => action.startsWith('s3:');

/** `ListBuckets by 111122223333`, with the role if it is not the usual one. */
function describeCall({ action, principalArn = '' }: CallRecord): string {
  const [, accountId = 'nobody', role = ''] = /::(\d+):assumed-role\/([^/]+)/.exec(principalArn) ?? [];
  return `${action.replace('s3:', '')} by ${accountId}${role === ROLE_NAME ? '' : `/${role}`}`;
}
