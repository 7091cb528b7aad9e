// Module
export { AwsCrossAccountModule } from './nest/aws-cross-account.module.js';
export { awsCrossAccountConfig } from './nest/aws-cross-account.config.js';
export {
  AWS_CROSS_ACCOUNT_OPTIONS,
  type AwsCrossAccountModuleOptions,
  type AwsCrossAccountOptionsFactory,
} from './nest/module-definition.js';

// Clients
export { CrossAccountClientFactory } from './clients/cross-account-client-factory.js';
export { type ClientClass, type SdkClient, type SdkClientClass, wrapClient } from './clients/client-class.js';
export type { ClientConfig, ClientPlace, HubClientOptions } from './clients/client-options.js';
export type { AssumedSession, AssumeOptions, CredentialRequirements } from './clients/assumed-session.js';
export type { FactoryStats } from './clients/factory-stats.js';
export type { CredentialCacheStats } from './credentials/cache/credential-cache-stats.js';

// Diagnostics
export type { AccountReach, AccountTrouble } from './clients/account-reach.js';
export type { FactoryHealth, HubRoleHealth } from './clients/factory-health.js';
export type { EndpointCondition } from './credentials/sts/sts-endpoints.js';
export type { KnownError } from './credentials/diagnostics/known-error.js';
export type { RoleSessionPage } from './credentials/diagnostics/role-session-page.js';
export type { RoleSessionQuery } from './credentials/diagnostics/role-session-query.js';
export type {
  RoleSessionName,
  RoleSessionState,
  RoleSessionStatus,
} from './credentials/diagnostics/role-session-status.js';

// Injection
export { InjectAccountClient, InjectHubClient } from './nest/decorators.js';
export { getAccountClientToken, getHubClientToken } from './nest/client-tokens.js';

// Context
export { AccountContext, type RunOptions } from './context/account-context.js';
export type { CompleteAccountTarget } from './target/complete-target.js';

// Requests
export { AccountScoped } from './nest/scope/account-scoped.decorator.js';
export {
  type AccountScope,
  AccountTargetResolver,
  type AccountTargetResolverClass,
  type FromExecution,
} from './nest/scope/account-scope.js';
export { fromRequest } from './nest/scope/from-request.js';
export { AccountClient, CurrentAccount } from './nest/scope/handler-parameters.js';

// Telemetry
export type { CrossAccountTelemetry, TelemetryReadings } from './telemetry/telemetry.js';
export type { EngineTelemetry, ObtainingCall } from './credentials/telemetry.js';
export type { Urgency } from './credentials/sts/pace.js';
export type { SweepStats } from './sweep/sweep-stats.js';
export type { SweepTelemetry, SweptResult, SweptTarget } from './sweep/sweep-telemetry.js';

// Targets
export type { AccountTarget, RoleSessionFields, ViaRole } from './target/account-target.js';
export type { AccountOverride } from './target/target-options.js';

// Access
export type { AccessOptions, AuthorizationRequest } from './nest/access-types.js';
export type { AccountMembers, RequestedTarget } from './target/access-options.js';

// Credentials
export type { StsOptions } from './credentials/sts/sts-settings.js';
export type { RefreshWindows } from './credentials/renewal/renewal-settings.js';
export type { CacheOptions } from './credentials/cache/cache-settings.js';
export {
  CREDENTIAL_EVENT_NAMES,
  type CredentialEventMap,
  type CredentialEventName,
  eventChannelName,
  type SessionOfEvent,
} from './credentials/events.js';

// Many accounts
export type { Account, AccountState } from './accounts/account.js';
export { AccountDirectory } from './accounts/account-directory.js';
export type { AccountCriteria, AccountFilter } from './accounts/account-filter.js';
export type { EnabledRegionsOptions, EnabledRegionsSource } from './accounts/enabled-regions.js';
export {
  OrganizationsAccountDirectory,
  type OrganizationStats,
} from './accounts/organizations-account-directory.js';
export type { OrganizationsOptions } from './accounts/organizations-options.js';
export { StaticAccountDirectory } from './accounts/static-account-directory.js';
export { AccountSweep } from './sweep/account-sweep.js';
export { Sweep } from './sweep/sweep.js';
export type { SweepDefaults } from './sweep/sweep-defaults.js';
export type {
  SweepableAccount,
  SweepCall,
  SweepLimits,
  SweepOptions,
  SweepRegions,
} from './sweep/sweep-options.js';
export type {
  SkipReason,
  SweepFailure,
  SweepPhase,
  SweepPlace,
  SweepResult,
  SweepSkip,
  SweepSuccess,
  SweepTarget,
} from './sweep/sweep-result.js';
export type { SweepFunction } from './sweep/target-runner.js';
export type { SweepFailureGroup, SweepProgress, SweepSkipGroup, SweepSummary } from './sweep/tally.js';
// Errors
export { AwsCrossAccountExceptionFilter } from './nest/aws-cross-account-exception.filter.js';
export type { HttpProblem } from './nest/problem.js';
export { CROSS_ACCOUNT_ERROR_CODES, type CrossAccountErrorCode } from './errors/error-codes.js';
export { CrossAccountError } from './errors/cross-account.error.js';
export { UpstreamError } from './errors/upstream.error.js';
export {
  InvalidAccountError,
  MissingPackageError,
  NoAccountDirectoryError,
} from './errors/account.errors.js';
export { InvalidQueryError } from './errors/query.errors.js';
export { InvalidSweepError, SweepCancelledError, TargetTimeoutError } from './errors/sweep.errors.js';
export { DuplicateModuleError, InvalidOptionError } from './errors/option.errors.js';
export {
  InvalidTargetError,
  NoHubRoleForPartitionError,
  TargetRefusedError,
} from './errors/target.errors.js';
export {
  FactoryClosedError,
  InvalidClientClassError,
  InvalidClientConfigError,
} from './errors/client.errors.js';
export { CrossedAccountContextError, NoAccountContextError } from './errors/context.errors.js';
export {
  AccountCredentialsError,
  AssumeRoleDeniedError,
  AssumeRoleRejectedError,
  CredentialsExpiredError,
  type DenialSource,
  HubCredentialsError,
  SessionTooShortError,
  StsBusyError,
  StsRegionDisabledError,
  StsThrottledError,
  StsUnavailableError,
  ViaCredentialsError,
  WrongAccountError,
} from './errors/credential.errors.js';
