const MAX_LENGTH = 64;
const NOT_ALLOWED = /[^\w+=,.@-]+/g;

/**
 * The default session name, `<application>@<host>`: what the owners of the member accounts see in CloudTrail. It is part of
 * the cache key, so it must stay the same as long as the process lives.
 */
export function defaultSessionName(application: string, host: string): string {
  const name = `${sanitise(application) || 'nestjs'}@${sanitise(host) || 'host'}`;
  return name.slice(0, MAX_LENGTH);
}

/** Replaces what STS does not accept in a session name by single hyphens. */
function sanitise(text: string): string {
  return text.replaceAll(NOT_ALLOWED, '-').replaceAll(/^[-@]+|-+$/g, '');
}
