import type { HubCredentials } from '../credentials/hub/hub-credentials.js';
import type { RecordCondition } from '../credentials/renewal/record-condition.js';
import type { ServerTime } from '../credentials/server-time.js';
import type { Pace } from '../credentials/sts/pace.js';
import type { StsCaller } from '../credentials/sts/sts-caller.js';
import type { StsClient } from '../credentials/sts/sts-client.js';
import type { StsEndpoints } from '../credentials/sts/sts-endpoints.js';
import type { FactoryHealth } from './factory-health.js';
import type { FactoryStats } from './factory-stats.js';

interface StsConditionParts {
  readonly pace: Pace;
  readonly caller: StsCaller<StsClient>;
  readonly endpoints: StsEndpoints<StsClient>;
  readonly time: ServerTime;
  readonly hub: HubCredentials;
}

/** How STS and the hub role's own credentials do, for people: only read. */
export class StsCondition {
  readonly #parts: StsConditionParts;

  constructor(parts: StsConditionParts) {
    this.#parts = parts;
  }

  get hubRole(): RecordCondition {
    return this.#parts.hub.condition;
  }

  stats(): FactoryStats['sts'] {
    const { pace, caller, endpoints, time } = this.#parts;
    return {
      waiting: pace.waiting,
      ...caller.counts,
      callsPerSecond: pace.callsPerSecond,
      endpointsDown: endpoints.conditions.filter(({ state }) => state === 'down').length,
      clockOffsetMs: Math.round(time.offsetMs),
    };
  }

  health(): Pick<FactoryHealth, 'sts' | 'clockOffsetMs'> {
    const { pace, endpoints, time } = this.#parts;
    const { callsPerSecond, slowed } = pace;
    return {
      sts: { endpoints: endpoints.conditions, callsPerSecond, throttled: slowed },
      clockOffsetMs: Math.round(time.offsetMs),
    };
  }
}
