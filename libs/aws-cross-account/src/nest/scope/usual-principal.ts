import type { ExecutionContext } from '@nestjs/common';

/** Where guards leave who is asking: `request.user`, of HTTP and of GraphQL over it. Elsewhere nobody is known. */
export function usualPrincipal(context: unknown): unknown {
  const execution = context as ExecutionContext;
  const type: string = execution.getType();
  if (type === 'http') return userOf(execution.switchToHttp().getRequest());
  if (type !== 'graphql') return undefined;
  const { req, request }: { req?: unknown; request?: unknown } = execution.getArgByIndex(2) ?? {};
  return userOf(req ?? request);
}

function userOf(request: unknown): unknown {
  return typeof request === 'object' && request !== null && 'user' in request ? request.user : undefined;
}
