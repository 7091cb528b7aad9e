import type { CredentialEventMap, CredentialEventName, SessionOfEvent } from '../credentials/events.js';
import type { LogLevel } from './log-pace.js';

/** How an event is written into the log. */
export interface EventLine<E extends CredentialEventName> {
  readonly level: LogLevel;
  readonly text: (payload: CredentialEventMap[E]) => string;
  /** Lines of one event are equal when they are about the same. */
  readonly about: (payload: CredentialEventMap[E]) => string;
}

type EventLines = { readonly [E in CredentialEventName]?: EventLine<E> };

const OUTAGE_ADVICE =
  'Should it last, look at the network path to STS and at the AWS Health Dashboard, and consider sts.fallbackRegions.';

/** Those events that somebody may have to act on. The others happen all the time. */
export const EVENT_LINES: EventLines = {
  refreshFailed: {
    level: 'warn',
    text: ({ validForMs, ...failed }) =>
      `Renewing the session of ${nameOf(failed)} failed; its credentials ${validFor(validForMs)}. ${reasonOf(failed)}`,
    about: aboutFailure,
  },
  servedStale: {
    level: 'warn',
    text: ({ expiredForMs, ...session }) =>
      `The credentials of ${nameOf(session)} expired ${seconds(expiredForMs)} ago and are still used, because STS gives no new ones ` +
      `at present. ${OUTAGE_ADVICE}`,
    about: nameOf,
  },
  denied: {
    level: 'warn',
    text: ({ rememberedForMs, ...failed }) =>
      `STS refused ${nameOf(failed)}, and is not asked again for ${seconds(rememberedForMs)}. ${reasonOf(failed)}`,
    about: aboutFailure,
  },
  hubRoleSuspected: {
    level: 'error',
    text: ({ deniedRoles, triedRoles }) =>
      `STS denied ${deniedRoles} of the ${triedRoles} roles that were tried in the last minute: the hub role itself seems to have ` +
      'lost the permission to assume them. Look at its policies, and at those of the organization.',
    about: () => '',
  },
  wrongAccount: { level: 'error', text: reasonOf, about: aboutFailure },
  breakerOpened: {
    level: 'warn',
    text: ({ region }) =>
      `STS in ${region} does not answer, and is left alone but for one try in 5 s; sessions that are held stay in use. ${OUTAGE_ADVICE}`,
    about: ({ region }) => region,
  },
  throttled: {
    level: 'warn',
    text: ({ callsPerSecond }) =>
      `STS throttles, so this process calls it at most ${rounded(callsPerSecond)} times a second for now. Look at who else calls STS in ` +
      'the hub account, and set sts.replicas to the number of processes of this service.',
    about: () => '',
  },
  clockWrong: {
    level: 'warn',
    text: ({ offsetMs }) =>
      `The clock of this machine is ${seconds(Math.abs(offsetMs))} ${offsetMs > 0 ? 'behind' : 'ahead of'} that of AWS. This concerns ` +
      "every account; requests are signed with AWS's time meanwhile. Set the clock: look at its time synchronisation (NTP, chrony).",
    about: () => '',
  },
  breakerClosed: {
    level: 'log',
    text: ({ region }) => `STS in ${region} answers again.`,
    about: ({ region }) => region,
  },
  listingFailed: {
    level: 'warn',
    text: ({ code, message, accounts, ageMs }) =>
      `The accounts could not be listed anew; the ${accounts} of ${seconds(ageMs)} ago stay in use. ${reasonOf({ code, message })}`,
    about: ({ code }) => `${code}`,
  },
  evicted: {
    level: 'debug',
    text: (session) =>
      `The credentials of ${nameOf(session)} made room for others. Should this go on, raise the option cache.credentials.`,
    about: () => '',
  },
};

type Failed = CredentialEventMap['wrongAccount'];

function nameOf({ roleArn, accountId }: SessionOfEvent): string {
  return roleArn ?? `account ${accountId}`;
}

function aboutFailure(failed: Failed): string {
  return `${nameOf(failed)} ${failed.code}`;
}

function reasonOf({ code, message }: Pick<Failed, 'code' | 'message'>): string {
  return code === undefined ? message : `${code}: ${message}`;
}

function validFor(ms: number): string {
  return ms > 0 ? `are valid for ${seconds(ms)} more` : 'have expired';
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1_000)} s`;
}
