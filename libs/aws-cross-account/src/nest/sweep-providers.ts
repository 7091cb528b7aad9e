import type { Provider } from '@nestjs/common';
import { AccountDirectory } from '../accounts/account-directory.js';
import { AccountRegions } from '../accounts/enabled-regions.js';
import { NoDirectory } from '../accounts/no-directory.js';
import { OrganizationsAccountDirectory } from '../accounts/organizations-account-directory.js';
import type { CrossAccountClientFactory } from '../clients/cross-account-client-factory.js';
import { AccountContext } from '../context/account-context.js';
import { systemClock } from '../credentials/clock.js';
import type { CredentialEvents } from '../credentials/events.js';
import { describeValue } from '../errors/describe-value.js';
import { InvalidOptionError } from '../errors/option.errors.js';
import { AccountSweep } from '../sweep/account-sweep.js';
import { checkSweepDefaults } from '../sweep/sweep-defaults.js';
import { AWS_CROSS_ACCOUNT_OPTIONS, type AwsCrossAccountModuleOptions } from './module-definition.js';
import { SweepShutdown } from './sweep-shutdown.js';

export const SWEEP_OPTION_NAMES = [
  'directory',
  'sweep',
] as const satisfies readonly (keyof AwsCrossAccountModuleOptions)[];

/** @param factory the token of the factory that was opened, whatever a test put in its place */
export function sweepProviders(factory: symbol): Provider[] {
  return [
    {
      provide: AccountDirectory,
      inject: [AWS_CROSS_ACCOUNT_OPTIONS],
      useFactory: ({ directory }: AwsCrossAccountModuleOptions) => checkedDirectory(directory),
    },
    {
      provide: AccountSweep,
      inject: [AWS_CROSS_ACCOUNT_OPTIONS, factory, AccountContext, AccountDirectory],
      useFactory: (
        { sweep = {}, telemetry }: AwsCrossAccountModuleOptions,
        opened: CrossAccountClientFactory,
        context: AccountContext,
        directory: AccountDirectory,
      ) => {
        checkSweepDefaults(sweep);
        const { enabledRegions, ...defaults } = sweep;
        return new AccountSweep({
          factory: opened,
          context,
          directory,
          enabledRegions: new AccountRegions(opened, systemClock, enabledRegions),
          clock: systemClock,
          defaults,
          telemetry,
        });
      },
    },
    SweepShutdown,
  ];
}

/** Lets the directories of the options work by the factory. */
export function connectDirectories(
  { directory, access }: AwsCrossAccountModuleOptions,
  factory: CrossAccountClientFactory,
  events: CredentialEvents,
): void {
  for (const given of new Set<unknown>([directory, access?.allowedAccounts])) {
    if (given instanceof OrganizationsAccountDirectory) given.connect(factory, systemClock, events);
  }
}

/** @throws InvalidOptionError */
function checkedDirectory(directory: unknown): AccountDirectory {
  if (directory === undefined) return new NoDirectory();
  if (directory instanceof AccountDirectory) return directory;
  throw new InvalidOptionError(
    'directory',
    `expected an instance of a class that extends AccountDirectory, got ${describeValue(directory)}.`,
  );
}
