import { S3Client } from '@aws-sdk/client-s3';
import {
  Controller,
  Get,
  Inject,
  Injectable,
  Post,
  StreamableFile,
  type CanActivate,
  type ExecutionContext,
  type INestApplication,
  Module,
  type ModuleMetadata,
  UseGuards,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import {
  AccountClient,
  AccountContext,
  AccountScoped,
  type AccountTarget,
  AccountTargetResolver,
  AwsCrossAccountModule,
  type AwsCrossAccountModuleOptions,
  type CompleteAccountTarget,
  CurrentAccount,
  fromRequest,
  InjectAccountClient,
} from 'nestjs-aws-cross-account';
import { type Observable, of } from 'rxjs';
import { Readable } from 'node:stream';
import { bucketNames } from './buckets.js';
import { PARTNER, PARTNER_EXTERNAL_ID, ROLE_NAME } from './world.js';

/** Knows nothing of accounts. */
@Injectable()
export class Buckets {
  constructor(@InjectAccountClient(S3Client) private readonly s3: S3Client) {}

  names(): Promise<string[]> {
    return bucketNames(this.s3);
  }
}

/** Who is asking is what the header says. */
@Injectable()
export class HeaderGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request: { headers: Record<string, string>; user?: string } = context.switchToHttp().getRequest();
    const name = request.headers['x-user'];
    if (name !== undefined) request.user = name;
    return true;
  }
}

@Controller('accounts/:accountId')
@UseGuards(HeaderGuard)
@AccountScoped({ accountId: fromRequest.param('accountId'), region: fromRequest.query('region') })
export class ScopedController {
  constructor(
    private readonly buckets: Buckets,
    private readonly context: AccountContext,
  ) {}

  @Get('buckets')
  names(): Promise<string[]> {
    return this.buckets.names();
  }

  @Get('current')
  current(@CurrentAccount() current: CompleteAccountTarget): CompleteAccountTarget {
    return current;
  }

  @Get('client')
  async client(@AccountClient(S3Client) client: S3Client): Promise<string[]> {
    return [await client.config.region(), ...(await bucketNames(client))];
  }

  @Get('other-role')
  @AccountScoped({ roleName: 'inventory-writer', region: 'us-east-1' })
  otherRole(@CurrentAccount() current: CompleteAccountTarget): CompleteAccountTarget {
    return current;
  }

  @Get('observable')
  observable(): Observable<Promise<string | undefined>> {
    return of(Promise.resolve(this.context.current?.accountId));
  }

  @Get('file')
  file(): StreamableFile {
    const pages = async function* pages(this: ScopedController): AsyncGenerator<string> {
      for (const name of await this.buckets.names()) yield `${name} of ${this.context.require().accountId}\n`;
    };
    return new StreamableFile(Readable.from(pages.call(this)));
  }
}

@Controller('elsewhere')
export class ElsewhereController {
  constructor(@Inject(AccountContext) private readonly context: AccountContext) {}

  @Get('header')
  @AccountScoped({ accountId: fromRequest.header('X-Account-Id') })
  byHeader(@CurrentAccount() { accountId }: CompleteAccountTarget): string {
    return accountId;
  }

  @Post('body')
  @AccountScoped({ accountId: fromRequest.body('accountId'), region: fromRequest.body('region') })
  byBody(@CurrentAccount() { accountId, region }: CompleteAccountTarget): string[] {
    return [accountId, region];
  }

  @Get('function')
  @AccountScoped({
    accountId: async (context) =>
      context.switchToHttp().getRequest<{ headers: Record<string, string> }>().headers['x-tenant'],
  })
  byFunction(@CurrentAccount() { accountId }: CompleteAccountTarget): string {
    return accountId;
  }

  @Get('unscoped')
  unscoped(): string {
    return this.context.current?.accountId ?? 'none';
  }

  @Get('client-unscoped')
  clientUnscoped(@AccountClient(S3Client) client: S3Client): string {
    return typeof client;
  }
}

/** Tenants from a database: role ARN and external ID are the tenant's. */
@Injectable()
export class TenantTarget extends AccountTargetResolver {
  static readonly tenants: Record<string, AccountTarget> = {
    partner: {
      roleArn: `arn:aws:iam::${PARTNER}:role/${ROLE_NAME}`,
      externalId: PARTNER_EXTERNAL_ID,
    },
    impostor: { roleArn: `arn:aws:iam::${PARTNER}:role/${ROLE_NAME}`, externalId: 'of-the-impostor' },
  };

  async resolve(context: ExecutionContext): Promise<AccountTarget> {
    const { user = '' } = context.switchToHttp().getRequest<{ user?: string }>();
    return TenantTarget.tenants[user] ?? {};
  }
}

@Controller('tenant')
@UseGuards(HeaderGuard)
@AccountScoped(TenantTarget)
export class TenantController {
  constructor(private readonly buckets: Buckets) {}

  @Get('buckets')
  names(): Promise<string[]> {
    return this.buckets.names();
  }

  @Get('region')
  @AccountScoped({ region: 'us-east-1' })
  region(@CurrentAccount() { region }: CompleteAccountTarget): string {
    return region;
  }

  @Get('role')
  @AccountScoped({ roleName: 'inventory-writer' })
  role(@CurrentAccount() { roleArn }: CompleteAccountTarget): string {
    return String(roleArn);
  }
}

export type Platform = 'express' | 'fastify';

/** An application of these controllers that listens, and the base of its URLs. */
export async function startScoped(
  platform: Platform,
  options: Partial<AwsCrossAccountModuleOptions>,
  metadata: ModuleMetadata = {},
): Promise<{ app: INestApplication; url: string }> {
  class RootModule {}
  Module({
    controllers: [ScopedController, ElsewhereController, TenantController],
    ...metadata,
    imports: [
      AwsCrossAccountModule.forRoot({ roleName: ROLE_NAME, ...options }),
      ...(metadata.imports ?? []),
    ],
    providers: [Buckets, TenantTarget, ...(metadata.providers ?? [])],
  })(RootModule);
  const quiet = { logger: false, abortOnError: false } as const;
  const app =
    platform === 'express'
      ? await NestFactory.create(RootModule, quiet)
      : await NestFactory.create(RootModule, new FastifyAdapter(), quiet);
  try {
    await app.listen(0, '127.0.0.1');
  } catch (error) {
    await app.close();
    throw error;
  }
  return { app, url: await app.getUrl() };
}
