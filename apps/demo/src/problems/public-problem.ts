import { CrossAccountError, HubCredentialsError, UpstreamError } from 'nestjs-aws-cross-account';

export interface PublicProblem {
  readonly code: string;
  readonly message: string;
}

const HUB_CREDENTIALS = {
  code: 'HUB_CREDENTIALS',
  message: "The service's own AWS identity cannot be used. Its operators find the cause in its log.",
};

/** What a caller may be told of an error: nothing that is secret, and nothing of the hub role. */
export function publicProblem(error: unknown): PublicProblem {
  if (error instanceof HubCredentialsError) return HUB_CREDENTIALS;
  if (error instanceof CrossAccountError) return { code: error.code, message: error.message };
  const { upstreamCode, message } = UpstreamError.from(error);
  return { code: upstreamCode, message };
}

/** The same of an error as the library remembers it. */
export function publicKnownProblem(error: {
  readonly code: string | undefined;
  readonly message: string;
}): PublicProblem {
  return error.code === HUB_CREDENTIALS.code
    ? HUB_CREDENTIALS
    : { code: error.code ?? 'UNKNOWN', message: error.message };
}
