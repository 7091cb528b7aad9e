import {
  Controller,
  type ExecutionContext,
  ForbiddenException,
  Get,
  Injectable,
  Module,
} from '@nestjs/common';
import { AccountScoped, AccountTargetResolver, AwsCrossAccountModule } from 'nestjs-aws-cross-account';
import { BucketsService } from '../context/buckets.service.js';
import { targetOf, type Tenant } from '../access/tenants.js';

/** Your table. */
@Injectable()
export class Tenants {
  readonly rows: Tenant[] = [];

  async find(name: string) {
    return this.rows.find((tenant) => tenant.name === name);
  }

  async hasRole(roleArn: string) {
    return this.rows.some((tenant) => tenant.roleArn === roleArn);
  }
}

/** The tenant is the one that the guard has found, and nothing that the request says of itself. */
@Injectable()
export class TenantTarget extends AccountTargetResolver {
  constructor(private readonly tenants: Tenants) {
    super();
  }

  async resolve(context: ExecutionContext) {
    const { user } = context.switchToHttp().getRequest<{ user?: { tenant: string } }>();
    const tenant = user && (await this.tenants.find(user.tenant));
    if (!tenant) throw new ForbiddenException();
    return targetOf(tenant);
  }
}

@Controller('buckets')
@AccountScoped(TenantTarget)
export class TenantBucketsController {
  constructor(private readonly buckets: BucketsService) {}

  @Get()
  names() {
    return this.buckets.names();
  }
}

@Module({ providers: [Tenants], exports: [Tenants] })
class TenantsModule {}

@Module({
  imports: [
    TenantsModule,
    AwsCrossAccountModule.forRootAsync({
      imports: [TenantsModule],
      inject: [Tenants],
      useFactory: (tenants: Tenants) => ({
        roleName: 'inventory-reader',
        access: {
          allowedAccounts: 'any-that-trusts-us',
          allowedRoles: (roleArn) => tenants.hasRole(roleArn),
        },
      }),
    }),
  ],
  controllers: [TenantBucketsController],
  providers: [BucketsService, TenantTarget],
})
export class TenantBucketsModule {}
