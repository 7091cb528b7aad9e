import { CredentialCache } from '../credentials/cache/credential-cache.js';
import { ViaCallers } from '../credentials/cache/via-callers.js';
import type { Clock } from '../credentials/clock.js';
import type { CredentialEvents } from '../credentials/events.js';
import { HubCredentials, hubProvider } from '../credentials/hub/hub-credentials.js';
import { renewalSettings } from '../credentials/renewal/renewal-settings.js';
import { ServerTime } from '../credentials/server-time.js';
import { sessionSource } from '../credentials/session-source.js';
import { Pace } from '../credentials/sts/pace.js';
import { Sts } from '../credentials/sts/sts.js';
import { StsCaller } from '../credentials/sts/sts-caller.js';
import { stsClients, type StsPlace } from '../credentials/sts/sts-client.js';
import { StsEndpoints } from '../credentials/sts/sts-endpoints.js';
import { type StsOptions, stsSettings } from '../credentials/sts/sts-settings.js';
import type { EngineTelemetry } from '../credentials/telemetry.js';
import type { CrossAccountOptions } from './cross-account-options.js';
import { StsCondition } from './sts-condition.js';
import type { Transport } from './transport.js';

/** What keeps the sessions of all roles. */
export interface Engine {
  readonly credentials: CredentialCache;
  readonly sts: Sts;
  readonly hub: HubCredentials;
  readonly pace: Pace;
  readonly time: ServerTime;
  readonly condition: StsCondition;
}

export interface EngineSurroundings {
  readonly clock: Clock;
  readonly events: CredentialEvents;
  readonly telemetry: EngineTelemetry;
  readonly transport: Transport;
  /** That of the module. */
  readonly region: string;
}

/** @param options those that were checked */
export async function openEngine(options: CrossAccountOptions, around: EngineSurroundings): Promise<Engine> {
  const { clock, events, telemetry, transport, region } = around;
  const { pace: paceSettings, limits } = stsSettings(options.sts);
  const time = new ServerTime(clock, (offsetMs) => events.publish('clockWrong', { offsetMs }));
  const renewal = renewalSettings(options);
  const hub = new HubCredentials(await hubProvider(options.credentials), clock, time, renewal);
  const pace = new Pace(paceSettings, clock);
  const places = stsPlaces(options.sts ?? {}, region);
  const endpoints = new StsEndpoints(stsClients(places, transport.forSts, time), clock);
  const windows = renewal.windows;
  const caller = new StsCaller({ endpoints, pace, limits, clock, events, telemetry });
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
    telemetry,
    renewal,
    ...(options.cache === undefined ? {} : { limits: options.cache }),
    recoveries: () => endpoints.recoveries,
    strangersNameAccounts: options.access?.allowedAccounts === 'any-that-trusts-us',
  });
  const condition = new StsCondition({ pace, caller, endpoints, time, hub });
  return { credentials, sts, hub, pace, time, condition };
}

/** The first region, and those to fall back to. */
function stsPlaces(
  { region, endpoint, fallbackRegions = [] }: StsOptions,
  defaultRegion: string,
): StsPlace[] {
  const first = { region: region ?? defaultRegion, ...(endpoint === undefined ? {} : { endpoint }) };
  return [first, ...fallbackRegions.map((fallback) => ({ region: fallback }))];
}
