import { type Clock, systemClock } from '../credentials/clock.js';
import { CredentialEvents } from '../credentials/events.js';
import { HubProbe } from '../credentials/hub/hub-probe.js';
import { HubAccount } from '../credentials/hub/hub-account.js';
import { checkStsRegions } from '../credentials/sts/check-sts-options.js';
import { stsSettings } from '../credentials/sts/sts-settings.js';
import { type EngineTelemetry, noTelemetry } from '../credentials/telemetry.js';
import { AccessLists } from '../target/access-lists.js';
import { Regions } from '../target/region.js';
import { TargetResolver } from '../target/target-resolver.js';
import { AccessGate } from './access-gate.js';
import { AccessPredicates } from './access-predicates.js';
import { ClientBuilder } from './client-builder.js';
import { ClientCache } from './client-cache.js';
import { CrossAccountClientFactory } from './cross-account-client-factory.js';
import { checkedCopy, type CrossAccountOptions } from './cross-account-options.js';
import { withDefaults } from './default-settings.js';
import { HubRole } from './hub-role.js';
import { openEngine } from './open-engine.js';
import { Transport } from './transport.js';

interface FactorySurroundings {
  /** Where the factory says what happens. */
  readonly events?: CredentialEvents;
  readonly telemetry?: EngineTelemetry | undefined;
  /** Names of options that may be there as well, and are somebody else's. */
  readonly others?: readonly string[];
}

/**
 * Checks the options and puts a factory together. Makes no network call: the first is made by the first request.
 *
 * @param around what else there is in the application
 * @throws InvalidOptionError with the path of the option that is wrong
 */
export async function openFactory(
  given: CrossAccountOptions,
  clock: Clock = systemClock,
  { events = new CredentialEvents(), telemetry = noTelemetry, others = [] }: FactorySurroundings = {},
): Promise<CrossAccountClientFactory> {
  const options = checkedCopy(given, others);
  const regions = new Regions(options.additionalRegions);
  const settings = await withDefaults(options, regions);
  checkStsRegions(options.sts, settings, regions);
  const transport = await Transport.open(options, clock, stsSettings(options.sts).connectMs);
  const around = { clock, events, telemetry, transport, region: settings.region };
  const { credentials, sts, hub, pace, time, condition } = await openEngine(options, around);
  const { access, hubAccountId } = options;
  const targets = new TargetResolver(settings, regions, access && new AccessLists(access));
  const predicates = new AccessPredicates(access);
  const hubAccount = new HubAccount(() => sts.accountOf(hub), hubAccountId);
  return new CrossAccountClientFactory({
    targets,
    predicates,
    gate: new AccessGate({ targets, predicates, hubAccount, access: access ?? {} }),
    hubAccount,
    credentials,
    clients: new ClientCache(options.cache?.clients),
    builder: new ClientBuilder(options, transport, credentials, () => time.offsetMs),
    hub: new HubRole(hub.provider, settings.region, settings.partition, regions),
    transport,
    sts: condition,
    hubProbe: new HubProbe(() => sts.accountOf(hub, { first: false, awaited: false }), clock),
    clock,
    close: () => {
      pace.close();
      return transport.close();
    },
  });
}
