import {
  type DynamicModule,
  Inject,
  Module,
  type OnApplicationShutdown,
  type OnModuleInit,
  type Provider,
} from '@nestjs/common';
import { ModuleRef, ModulesContainer } from '@nestjs/core';
import { AccountDirectory } from '../accounts/account-directory.js';
import { AccessGate } from '../clients/access-gate.js';
import type { ClientClass } from '../clients/client-class.js';
import { CrossAccountClientFactory } from '../clients/cross-account-client-factory.js';
import { openFactory } from '../clients/open-factory.js';
import { AccountContext } from '../context/account-context.js';
import { ContextStorage } from '../context/context-storage.js';
import { FollowingClients } from '../context/following-clients.js';
import { systemClock } from '../credentials/clock.js';
import { CredentialEvents } from '../credentials/events.js';
import { DuplicateModuleError } from '../errors/option.errors.js';
import { AccountSweep } from '../sweep/account-sweep.js';
import { clientProviders } from './client-providers.js';
import { CredentialEventLogger } from './credential-event-logger.js';
import {
  type ASYNC_OPTIONS_TYPE,
  AWS_CROSS_ACCOUNT_OPTIONS,
  type AwsCrossAccountModuleOptions,
  ConfigurableModuleClass,
  type OPTIONS_TYPE,
} from './module-definition.js';
import { checkScopes } from './scope/check-scopes.js';
import { connectDirectories, SWEEP_OPTION_NAMES, sweepProviders } from './sweep-providers.js';
import { checkTelemetry, TELEMETRY_OPTION_NAMES, telemetryProviders } from './telemetry-providers.js';

/**
 * The factory itself. A test may have put something else in the place of `CrossAccountClientFactory`; contexts, rules and the
 * shutdown need the real one.
 */
const OPENED_FACTORY = Symbol('the opened CrossAccountClientFactory');

/**
 * Registers the `CrossAccountClientFactory` and the `AccountContext` of the application and makes `@InjectAccountClient` and `@InjectHubClient` work.
 * Global unless `isGlobal: false`. The factory closes when the application has shut down.
 */
@Module({})
export class AwsCrossAccountModule
  extends ConfigurableModuleClass
  implements OnModuleInit, OnApplicationShutdown
{
  readonly #close: () => Promise<void>;
  readonly #check: () => void;

  /** Nothing is a property of the module: whoever prints it sees neither options nor the application. */
  constructor(
    @Inject(OPENED_FACTORY) factory: CrossAccountClientFactory,
    modules: ModulesContainer,
    moduleRef: ModuleRef,
  ) {
    super();
    refuseSecondRoot(modules);
    this.#close = () => factory.close();
    this.#check = () => checkScopes(factory.gate, modules, moduleRef);
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

  onModuleInit(): void {
    this.#check();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#close();
  }
}

@Module({})
class AwsCrossAccountFeatureModule {}

function withClients(definition: DynamicModule): DynamicModule {
  const own: Provider[] = [
    ...(definition.providers ?? []),
    {
      provide: OPENED_FACTORY,
      inject: [AWS_CROSS_ACCOUNT_OPTIONS, CredentialEvents],
      useFactory: async (options: AwsCrossAccountModuleOptions, events: CredentialEvents) => {
        const { telemetry } = options;
        checkTelemetry(telemetry);
        const others = [...SWEEP_OPTION_NAMES, ...TELEMETRY_OPTION_NAMES];
        const factory = await openFactory(options, systemClock, { events, telemetry, others });
        connectDirectories(options, factory, events);
        return factory;
      },
    },
    {
      provide: CrossAccountClientFactory,
      inject: [OPENED_FACTORY],
      useFactory: (factory: CrossAccountClientFactory) => factory,
    },
    {
      provide: AccessGate,
      inject: [OPENED_FACTORY],
      useFactory: ({ gate }: CrossAccountClientFactory) => gate,
    },
    ContextStorage,
    {
      provide: AccountContext,
      inject: [ContextStorage, OPENED_FACTORY],
      useFactory: (storage: ContextStorage, factory: CrossAccountClientFactory) =>
        new AccountContext(storage, factory, factory.gate),
    },
    {
      provide: FollowingClients,
      inject: [ContextStorage, CrossAccountClientFactory, OPENED_FACTORY],
      useFactory: (
        storage: ContextStorage,
        factory: CrossAccountClientFactory,
        opened: CrossAccountClientFactory,
      ) => new FollowingClients(storage, factory, opened),
    },
    ...sweepProviders(OPENED_FACTORY),
    ...telemetryProviders(OPENED_FACTORY),
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
      ? [
          CrossAccountClientFactory,
          ContextStorage,
          AccountContext,
          AccountDirectory,
          AccountSweep,
          AccessGate,
          FollowingClients,
          AWS_CROSS_ACCOUNT_OPTIONS,
        ]
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
