import type { FactoryProvider } from '@nestjs/common';
import {
  AccountDirectory,
  AWS_CROSS_ACCOUNT_OPTIONS,
  type AwsCrossAccountModuleOptions,
  StaticAccountDirectory,
} from 'nestjs-aws-cross-account';

/** Where the console's accounts come from. */
export type AccountSource = AccountDirectory;
export const ACCOUNT_SOURCE = Symbol('ACCOUNT_SOURCE');

/** The directory, where there is one; else the accounts that are allowed by their ids. */
export const accountSource: FactoryProvider<AccountSource> = {
  provide: ACCOUNT_SOURCE,
  inject: [AWS_CROSS_ACCOUNT_OPTIONS, AccountDirectory],
  useFactory: ({ directory, access }: AwsCrossAccountModuleOptions, given: AccountDirectory) => {
    const allowed = access?.allowedAccounts;
    return directory === undefined && Array.isArray(allowed) ? new StaticAccountDirectory(allowed) : given;
  },
};
