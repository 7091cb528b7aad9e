import type { AddedOperation, OperationName } from '../service/operations.js';
import type { Running } from './running.js';
import { codeIn, presign, s3Draft, send, sign, stsDraft } from './signed.js';
import type { Draft, Signing } from './signed.js';

/** An AWS whose clock can be moved. */
export interface Stage extends Running {
  readonly now: () => number;
  readonly move: (ms: number) => void;
}

/** Provokes a refusal; the code of the answer, where the answer has one. */
export type Provocation = (stage: Stage) => Promise<string | undefined>;

/** Provocations by code. */
export type Provocations = Readonly<Record<string, Provocation>>;

/** Sends a draft as it is. */
export async function codeOf({ aws }: Stage, draft: Draft): Promise<string | undefined> {
  return codeIn(await send(aws.url, draft));
}

/** Signs a draft as the hub, changes it and sends it. */
export async function signedCode(
  stage: Stage,
  draft: Draft,
  change: (draft: Draft) => Draft = (same) => same,
  service: Signing['service'] = 's3',
): Promise<string | undefined> {
  return codeOf(stage, change(await sign(draft, stage.clients.hubKeys, { service, now: stage.now() })));
}

/** The same for a presigned URL. */
export async function presignedCode(
  stage: Stage,
  change: (draft: Draft) => Draft,
): Promise<string | undefined> {
  const draft = s3Draft(stage.aws.url);
  return codeOf(
    stage,
    change(await presign(draft, stage.clients.hubKeys, { service: 's3', now: stage.now() })),
  );
}

export function s3Of({ aws }: Stage, method = 'GET', path = '/', more: Partial<Draft> = {}): Draft {
  const draft = s3Draft(aws.url, method, path);
  return { ...draft, ...more, headers: { ...draft.headers, ...more.headers } };
}

export function stsOf(
  { aws }: Stage,
  params: Record<string, string> = { Action: 'GetCallerIdentity' },
): Draft {
  return stsDraft(aws.url, params);
}

export function withHeaders(draft: Draft, headers: Record<string, string>): Draft {
  return { ...draft, headers: { ...draft.headers, ...headers } };
}

/** The hub may no longer do anything. */
export function forbid({ aws }: Stage): void {
  aws.update(
    (draft) => (draft.hub.permissions = { Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] }),
  );
}

/** What `call` is refused with while AWS throttles, or fails with this status. */
export async function whileFailing(
  { aws }: Stage,
  action: OperationName | AddedOperation,
  status: 500 | 503 | undefined,
  call: () => Promise<string | undefined>,
): Promise<string | undefined> {
  const fault =
    status === undefined ? ({ kind: 'throttle' } as const) : ({ kind: 'server-error', status } as const);
  aws.faults.add({ action, fault });
  return call();
}
