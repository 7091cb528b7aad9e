import { CredentialCache } from '../credentials/cache/credential-cache.js';
import { ViaCallers } from '../credentials/cache/via-callers.js';
import { type Clock, systemClock } from '../credentials/clock.js';
import { CredentialEvents } from '../credentials/events.js';
import { HubAccount } from '../credentials/hub/hub-account.js';
import { HubCredentials, hubProvider } from '../credentials/hub/hub-credentials.js';
import { renewalSettings } from '../credentials/renewal/renewal-settings.js';
import { ServerTime } from '../credentials/server-time.js';
import { sessionSource } from '../credentials/session-source.js';
import { checkStsRegions } from '../credentials/sts/check-sts-options.js';
import { Pace } from '../credentials/sts/pace.js';
import { Sts } from '../credentials/sts/sts.js';
import { StsCaller } from '../credentials/sts/sts-caller.js';
import { stsClients, type StsPlace } from '../credentials/sts/sts-client.js';
import { StsEndpoints } from '../credentials/sts/sts-endpoints.js';
import { type StsOptions, stsSettings } from '../credentials/sts/sts-settings.js';
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
import { Transport } from './transport.js';

/**
 * Checks the options and puts a factory together. Makes no network call: the first is made by the first request.
 *
 * @param events where the factory says what happens
 * @param others names of options that may be there as well, and are somebody else's
 * @throws InvalidOptionError with the path of the option that is wrong
 */
export async function openFactory(
  given: CrossAccountOptions,
  clock: Clock = systemClock,
  events = new CredentialEvents(),
  others: readonly string[] = [],
): Promise<CrossAccountClientFactory> {
  const options = checkedCopy(given, others);
  const regions = new Regions(options.additionalRegions);
  const settings = await withDefaults(options, regions);
  checkStsRegions(options.sts, settings, regions);
  const { pace: paceSettings, limits, connectMs } = stsSettings(options.sts);
  const transport = await Transport.open(options, clock, connectMs);
  const time = new ServerTime(clock);
  const renewal = renewalSettings(options);
  const hub = new HubCredentials(await hubProvider(options.credentials), clock, time, renewal);
  const pace = new Pace(paceSettings, clock);
  const places = stsPlaces(options.sts ?? {}, settings.region);
  const endpoints = new StsEndpoints(stsClients(places, transport.forSts, time), clock);
  const windows = renewal.windows;
  const caller = new StsCaller({ endpoints, pace, limits, clock, events });
  const sts = new Sts({ caller, clock, time, windows });
  const source = sessionSource({
    sts,
    hub,
    callerOf: new ViaCallers(() => credentials).of,
    overrides: options.accountOverrides ?? {},
    clock,
    time,
    windows,
  });
  const credentials: CredentialCache = new CredentialCache({
    source,
    clock,
    events,
    renewal,
    ...(options.cache === undefined ? {} : { limits: options.cache }),
    recoveries: () => endpoints.recoveries,
    strangersNameAccounts: options.access?.allowedAccounts === 'any-that-trusts-us',
  });
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
    pace,
    clock,
  });
}

/** The first region, and those to fall back to. */
function stsPlaces(
  { region, endpoint, fallbackRegions = [] }: StsOptions,
  defaultRegion: string,
): StsPlace[] {
  const first = { region: region ?? defaultRegion, ...(endpoint === undefined ? {} : { endpoint }) };
  return [first, ...fallbackRegions.map((fallback) => ({ region: fallback }))];
}
