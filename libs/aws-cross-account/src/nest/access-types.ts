import type { ExecutionContext } from '@nestjs/common';
import type {
  AccessOptions as AccessOptionsOf,
  AuthorizationRequest as AuthorizationRequestOf,
} from '../target/access-options.js';

/** Where targets may go, as the module's option `access` says it. */
export type AccessOptions = AccessOptionsOf<ExecutionContext>;

/** What `access.authorize` is asked. */
export type AuthorizationRequest = AuthorizationRequestOf<ExecutionContext>;
