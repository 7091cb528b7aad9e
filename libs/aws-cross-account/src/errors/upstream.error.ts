const MAX_MESSAGE = 600;

/**
 * Upstream messages that are known to repeat nothing secret. A signature error, for one, repeats the session token, and what STS
 * says of a malformed session policy repeats some of it.
 */
const MESSAGES_WITHOUT_SECRETS = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'ValidationError',
  'PackedPolicyTooLargeException',
  'RegionDisabledException',
  'Throttling',
  'TimeLimitError',
  'CredentialsProviderError',
  'TokenProviderError',
]);

/**
 * What an upstream failure may leave behind as `cause`: its code, HTTP status and request id, and its message where that
 * repeats nothing secret. The SDK's own error objects are never kept: they hold requests, headers and bodies.
 */
export class UpstreamError extends Error {
  override readonly name = 'UpstreamError';

  private constructor(
    message: string,
    /** The service's or the system's error code, for example `AccessDenied` or `ECONNRESET`. */
    readonly upstreamCode: string,
    readonly httpStatusCode: number | undefined,
    readonly requestId: string | undefined,
  ) {
    super(message);
  }

  static from(error: unknown): UpstreamError {
    if (error instanceof UpstreamError) return error;
    const [first] = asArray(asRecord(error).errors);
    const { name, code, message, $metadata: metadata } = asRecord(first ?? error);
    const upstreamCode = asCode(GENERIC_NAMES.has(String(name)) ? (code ?? name) : name);
    const { httpStatusCode, requestId } = asRecord(metadata);
    return new UpstreamError(
      isHarmless(upstreamCode) && typeof message === 'string' ? withoutValues(withoutCommand(message)) : '',
      upstreamCode,
      typeof httpStatusCode === 'number' ? httpStatusCode : undefined,
      typeof requestId === 'string' ? asCode(requestId) : undefined,
    );
  }
}

/** Errors of Node itself, whose code says more than their name. Several attempts to connect come as an AggregateError. */
const GENERIC_NAMES = new Set(['Error', 'TypeError', 'AggregateError']);

/** Errors of the system, such as `connect ECONNREFUSED 127.0.0.1:443`, tell an address at most. */
function isHarmless(code: string): boolean {
  return MESSAGES_WITHOUT_SECRETS.has(code) || /^E[A-Z]+$/.test(code);
}

/** A `credential_process` that fails is repeated with its command line and what it wrote, where anything may stand. */
function withoutCommand(message: string): string {
  return message.startsWith('Command failed') ? 'the credential_process of the profile failed' : message;
}

/** A message about a field that must not be repeated is left out; of other fields, the value that STS quotes. */
function withoutValues(message: string): string {
  if (/external.?id|at 'policy'/i.test(message)) return '';
  return message.replaceAll(/Value '[^']*' at '/g, "Value '[hidden]' at '").slice(0, MAX_MESSAGE);
}

/** A code is an identifier; what is none came from somewhere else, and is not repeated. */
function asCode(value: unknown): string {
  return typeof value === 'string' && /^[\w.:-]{1,80}$/.test(value) ? value : 'Unknown';
}

function asArray(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
