import { types } from 'node:util';
import { CrossAccountError } from '../errors/cross-account.error.js';
import { TargetRefusedError } from '../errors/target.errors.js';
import { UpstreamError } from '../errors/upstream.error.js';
import type { Outcome } from './attempts.js';
import type { SkipReason, SweepPhase, SweepPlace } from './sweep-result.js';

export function skipped(target: SweepPlace, phase: SweepPhase, reason: SkipReason): Outcome<never> {
  return { target, phase, status: 'skipped', reason };
}

/** What an error means for a target: a refusal skips it, as long as its function has not begun. */
export function unsuccessful(thrown: unknown, target: SweepPlace, phase: SweepPhase): Outcome<never> {
  const error = asError(thrown);
  if (phase !== 'work' && error instanceof TargetRefusedError)
    return { target, phase, status: 'skipped', reason: 'refused', error };
  return { target, phase, status: 'failed', error, code: codeOf(error) };
}

function codeOf(error: Error): string {
  return error instanceof CrossAccountError ? error.code : UpstreamError.from(error).upstreamCode;
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error || types.isNativeError(thrown) ? thrown : UpstreamError.from(thrown);
}
