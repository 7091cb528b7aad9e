import { Injectable, Module } from '@nestjs/common';
import { AwsCrossAccountModule } from 'nestjs-aws-cross-account';

@Injectable()
export class Permissions {
  readonly customers = new Set(['111122223333', '444455556666']);
  readonly grants = new Map([['alice', new Set(['111122223333'])]]);

  async isCustomer(accountId: string) {
    return this.customers.has(accountId);
  }

  mayWork(user: string, accountId: string) {
    return this.grants.get(user)?.has(accountId) ?? false;
  }
}

@Module({ providers: [Permissions], exports: [Permissions] })
export class PermissionsModule {}

@Module({
  imports: [
    AwsCrossAccountModule.forRootAsync({
      imports: [PermissionsModule],
      inject: [Permissions],
      useFactory: (permissions: Permissions) => ({
        roleName: 'inventory-reader',
        hubAccountId: '999999999999',
        access: {
          allowedAccounts: (accountId) => permissions.isCustomer(accountId),
          deniedAccounts: ['123456789012'],
          allowedRegions: ['eu-west-1', 'eu-central-1'],
          authorize: ({ principal, target }) => permissions.mayWork(String(principal), target.accountId),
        },
      }),
    }),
  ],
})
export class ReportsModule {}
