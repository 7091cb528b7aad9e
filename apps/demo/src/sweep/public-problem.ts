import { CrossAccountError, HubCredentialsError, UpstreamError } from 'nestjs-aws-cross-account';

export interface PublicProblem {
  readonly code: string;
  readonly message: string;
}

/** What a caller may be told of an error: nothing that is secret, and nothing of the hub role. */
export function publicProblem(error: unknown): PublicProblem {
  if (error instanceof HubCredentialsError) {
    const message = "The service's own AWS identity cannot be used. Its operators find the cause in its log.";
    return { code: error.code, message };
  }
  if (error instanceof CrossAccountError) return { code: error.code, message: error.message };
  const { upstreamCode, message } = UpstreamError.from(error);
  return { code: upstreamCode, message };
}
