const MAX_MESSAGE = 600;

/** Upstream messages that are known to repeat nothing secret. A signature error, for one, repeats the session token. */
const MESSAGES_WITHOUT_SECRETS = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'ValidationError',
  'MalformedPolicyDocumentException',
  'PackedPolicyTooLargeException',
  'RegionDisabledException',
  'Throttling',
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
    const { name, code, message, $metadata: metadata } = asRecord(error);
    const upstreamCode =
      firstString(name === 'Error' || name === 'TypeError' ? code : name, name) ?? 'Unknown';
    const text = typeof message === 'string' ? message.slice(0, MAX_MESSAGE) : '';
    const shown = MESSAGES_WITHOUT_SECRETS.has(upstreamCode) && !/external.?id/i.test(text) ? text : '';
    const { httpStatusCode, requestId } = asRecord(metadata);
    return new UpstreamError(
      shown,
      upstreamCode,
      typeof httpStatusCode === 'number' ? httpStatusCode : undefined,
      typeof requestId === 'string' ? requestId : undefined,
    );
  }
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function firstString(...values: unknown[]): string | undefined {
  return values.find((value): value is string => typeof value === 'string' && value !== '');
}
