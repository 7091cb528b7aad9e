import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { Controller, Get, Inject, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  AccountContext,
  AccountScoped,
  AwsCrossAccountModule,
  CurrentAccount,
  fromRequest,
  InjectAccountClient,
} from 'nestjs-aws-cross-account';
import { defer, Observable } from 'rxjs';

@Controller('accounts/:accountId')
@AccountScoped({ accountId: fromRequest.param('accountId'), region: fromRequest.query('region') })
class ScopedController {
  constructor(
    @InjectAccountClient(S3Client) private readonly s3: S3Client,
    @Inject(AccountContext) private readonly context: AccountContext,
  ) {}

  @Get('buckets')
  async buckets(): Promise<unknown[]> {
    const { Buckets = [] } = await this.s3.send(new ListBucketsCommand());
    return Buckets.map(({ Name }) => Name);
  }

  @Get('later')
  later(@CurrentAccount() current: { accountId: string; region: string }): Observable<unknown[]> {
    return defer(async () => [current.region, this.context.current?.accountId]);
  }
}

@Module({
  imports: [
    AwsCrossAccountModule.forRoot({
      roleName: 'inventory-reader',
      access: { allowedAccounts: 'any-that-trusts-us' },
    }),
  ],
  controllers: [ScopedController],
})
class ScopedModule {}

/** What requests of an application see whose handlers are scoped: for each path, the status and the body. */
export async function askScoped(paths: string[]): Promise<unknown[]> {
  const app = await NestFactory.create(ScopedModule, { logger: false });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const answers = await Promise.all(
    paths.map(async (path) => {
      const response = await fetch(`${url}/accounts/${path}`);
      return [response.status, response.ok ? await response.json() : ''];
    }),
  );
  await app.close();
  return answers;
}
