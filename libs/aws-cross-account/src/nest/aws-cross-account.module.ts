import { type DynamicModule, Module, type OnApplicationShutdown, type Provider } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import type { ClientClass } from '../clients/client-class.js';
import { CrossAccountClientFactory } from '../clients/cross-account-client-factory.js';
import { openFactory } from '../clients/open-factory.js';
import { AccountContext } from '../context/account-context.js';
import { ContextStorage } from '../context/context-storage.js';
import { FollowingClients } from '../context/following-clients.js';
import { systemClock } from '../credentials/clock.js';
import { CredentialEvents } from '../credentials/events.js';
import { DuplicateModuleError } from '../errors/option.errors.js';
import { clientProviders } from './client-providers.js';
import { CredentialEventLogger } from './credential-event-logger.js';
import {
  type ASYNC_OPTIONS_TYPE,
  AWS_CROSS_ACCOUNT_OPTIONS,
  type AwsCrossAccountModuleOptions,
  ConfigurableModuleClass,
  type OPTIONS_TYPE,
} from './module-definition.js';

/**
 * Registers the `CrossAccountClientFactory` and the `AccountContext` of the application and makes `@InjectAccountClient` and `@InjectHubClient` work.
 * Global unless `isGlobal: false`. The factory closes when the application has shut down.
 */
@Module({})
export class AwsCrossAccountModule extends ConfigurableModuleClass implements OnApplicationShutdown {
  constructor(
    private readonly factory: CrossAccountClientFactory,
    modules: ModulesContainer,
  ) {
    super();
    refuseSecondRoot(modules);
  }

  /** @param options checked when the application boots: see `InvalidOptionError` */
  static override forRoot(options: typeof OPTIONS_TYPE): DynamicModule {
    return withClients(super.forRoot(options));
  }

  /** @param options `useFactory`, `useClass` or `useExisting`; with `isGlobal` beside them */
  static override forRootAsync(options: typeof ASYNC_OPTIONS_TYPE): DynamicModule {
    return withClients(super.forRootAsync(options));
  }

  /** The clients of some classes, for modules that are loaded lazily: after the application was scanned. */
  static forFeature(classes: readonly ClientClass<object>[]): DynamicModule {
    return exportingClients({ module: AwsCrossAccountFeatureModule }, [], classes);
  }

  async onApplicationShutdown(): Promise<void> {
    // A test may have put something else in its place.
    if (this.factory instanceof CrossAccountClientFactory) await this.factory.close();
  }
}

@Module({})
class AwsCrossAccountFeatureModule {}

function withClients(definition: DynamicModule): DynamicModule {
  const own: Provider[] = [
    ...(definition.providers ?? []),
    {
      provide: CrossAccountClientFactory,
      inject: [AWS_CROSS_ACCOUNT_OPTIONS, CredentialEvents],
      useFactory: (options: AwsCrossAccountModuleOptions, events: CredentialEvents) =>
        openFactory(options, systemClock, events),
    },
    ContextStorage,
    {
      provide: AccountContext,
      inject: [ContextStorage, CrossAccountClientFactory],
      useFactory: (storage: ContextStorage, factory: CrossAccountClientFactory) =>
        new AccountContext(storage, factory),
    },
    {
      provide: FollowingClients,
      inject: [ContextStorage, CrossAccountClientFactory],
      useFactory: (storage: ContextStorage, factory: CrossAccountClientFactory) =>
        new FollowingClients(storage, factory),
    },
    CredentialEvents,
    {
      provide: CredentialEventLogger,
      inject: [CredentialEvents],
      useFactory: (events: CredentialEvents) => new CredentialEventLogger(events),
    },
  ];
  return exportingClients(definition, own);
}

/**
 * Providers and exports are read when Nest scans the module, not when it is written down. By then every class of the
 * application is loaded and has said which clients it wants, in whatever order files were imported.
 */
function exportingClients(
  definition: DynamicModule,
  own: Provider[],
  classes?: readonly ClientClass<object>[],
): DynamicModule {
  const shared =
    own.length > 0
      ? [CrossAccountClientFactory, AccountContext, FollowingClients, AWS_CROSS_ACCOUNT_OPTIONS]
      : [];
  return {
    ...definition,
    get providers() {
      return [...own, ...clientProviders(classes)];
    },
    get exports() {
      return [...shared, ...clientProviders(classes).map(({ provide }) => provide)];
    },
  };
}

function refuseSecondRoot(modules: ModulesContainer): void {
  const roots = [...modules.values()].filter(
    ({ metatype, providers }) =>
      metatype === AwsCrossAccountModule && providers.has(AWS_CROSS_ACCOUNT_OPTIONS),
  );
  if (roots.length > 1) throw new DuplicateModuleError();
}
