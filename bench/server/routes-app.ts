import 'reflect-metadata';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import {
  type CallHandler,
  Controller,
  type ExecutionContext,
  Get,
  Inject,
  Injectable,
  Module,
  type NestInterceptor,
  Param,
  Query,
  Scope,
  type Type,
  UseInterceptors,
} from '@nestjs/common';
import { NestFactory, REQUEST } from '@nestjs/core';
import {
  AccountScoped,
  AwsCrossAccountModule,
  CrossAccountClientFactory,
  fromRequest,
  InjectAccountClient,
} from 'nestjs-aws-cross-account';
import type { Observable } from 'rxjs';
import { answerParent } from './answering.js';
import { ROLE_NAME } from './world.js';

/** What a service does with a client: a call of AWS, or all of it but the call itself. */
async function use(client: S3Client, calls: string): Promise<string> {
  if (calls === 'none') {
    await client.send(new NoCommand() as never);
    return 'done';
  }
  const { Buckets = [] } = await client.send(new ListBucketsCommand());
  return Buckets.map(({ Name }) => Name).join();
}

/** Goes through the client as any command does, and is answered at once. */
class NoCommand {
  readonly input = {};

  resolveMiddleware(): () => Promise<{ output: string }> {
    return async () => ({ output: 'done' });
  }
}

@Injectable()
class FollowingService {
  constructor(@InjectAccountClient(S3Client) private readonly s3: S3Client) {}

  work(calls: string): Promise<string> {
    return use(this.s3, calls);
  }
}

@Controller(':accountId')
@AccountScoped({ accountId: fromRequest.param('accountId'), region: fromRequest.query('region') })
class FollowingController {
  constructor(@Inject(FollowingService) private readonly service: FollowingService) {}

  @Get(':calls')
  work(@Param('calls') calls: string): Promise<string> {
    return this.service.work(calls);
  }
}

@Controller(':accountId')
class DirectController {
  constructor(@Inject(CrossAccountClientFactory) private readonly factory: CrossAccountClientFactory) {}

  @Get(':calls')
  work(
    @Param('accountId') accountId: string,
    @Param('calls') calls: string,
    @Query('region') region?: string,
  ): Promise<string> {
    return use(this.factory.get(S3Client, { accountId, region }), calls);
  }
}

/** What anything costs that stands around a handler. */
@Injectable()
class EmptyInterceptor implements NestInterceptor {
  intercept(_: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle();
  }
}

@Controller(':accountId')
@UseInterceptors(EmptyInterceptor)
class InterceptedController extends DirectController {}

const REQUEST_CLIENT = Symbol('the client of the request');

interface AccountRequest {
  readonly params: { readonly accountId: string };
  readonly query: { readonly region?: string };
}

const requestClient = {
  provide: REQUEST_CLIENT,
  scope: Scope.REQUEST,
  inject: [REQUEST, CrossAccountClientFactory],
  useFactory: ({ params, query }: AccountRequest, factory: CrossAccountClientFactory) =>
    factory.get(S3Client, { accountId: params.accountId, region: query.region }),
};

@Injectable()
class RequestService {
  constructor(@Inject(REQUEST_CLIENT) private readonly s3: S3Client) {}

  work(calls: string): Promise<string> {
    return use(this.s3, calls);
  }
}

@Controller(':accountId')
class RequestController {
  constructor(@Inject(RequestService) private readonly service: RequestService) {}

  @Get(':calls')
  work(@Param('calls') calls: string): Promise<string> {
    return this.service.work(calls);
  }
}

async function nestApp(controller: Type, providers: (Type | typeof requestClient)[] = []): Promise<string> {
  class RootModule {}
  Module({
    imports: [
      AwsCrossAccountModule.forRoot({
        roleName: ROLE_NAME,
        hubAccountId: '999999999999',
        access: { allowedAccounts: 'any-that-trusts-us' },
      }),
    ],
    controllers: [controller],
    providers,
  })(RootModule);
  const app = await NestFactory.create(RootModule, { logger: ['error', 'fatal'] });
  await app.listen(0, '127.0.0.1');
  return app.getUrl();
}

/** The least that can be done: Node's own server, and clients in a map. */
async function bareApp(): Promise<string> {
  const clients = new Map<string, S3Client>();
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const [, accountId = '', calls = ''] = pathname.split('/');
    const key = `${searchParams.get('region')}|${accountId}`;
    const client = clients.get(key) ?? new S3Client();
    clients.set(key, client);
    void use(client, calls).then((text) => response.end(text));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const APPS: Readonly<Record<string, () => Promise<string>>> = {
  following: () => nestApp(FollowingController, [FollowingService]),
  direct: () => nestApp(DirectController),
  intercepted: () => nestApp(InterceptedController),
  'request-scoped': () => nestApp(RequestController, [requestClient, RequestService]),
  bare: bareApp,
};

const start = APPS[process.argv[2] ?? ''];
if (!start) throw new RangeError(`there is no application ${process.argv[2]}`);
const url = await start();
const cpuMicroseconds = (): number => {
  const { user, system } = process.cpuUsage();
  return user + system;
};
answerParent({ url: () => url, cpuMicroseconds });
