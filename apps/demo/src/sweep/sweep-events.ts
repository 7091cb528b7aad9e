import type { SweepResult, SweepSummary } from 'nestjs-aws-cross-account';
import type { BucketDto } from '../buckets/bucket.dto.js';
import { type PublicProblem, publicProblem } from '../problems/public-problem.js';
import type { SweepResultDto, SweepSummaryDto } from './sweep-event.dto.js';

export function resultEvent(result: SweepResult<BucketDto[]>): SweepResultDto {
  const { target, phase, status, durationMs } = result;
  const { accountId, region, account } = target;
  const event = {
    type: 'result',
    accountId,
    name: account.name,
    region,
    status,
    phase,
    durationMs: Math.round(durationMs),
  } as const;
  if (result.status === 'ok') return { ...event, buckets: result.value };
  if (result.status === 'skipped') return { ...event, reason: result.reason };
  return { ...event, ...publicProblem(result.error) };
}

/** @param problem what ended the sweep before it was through */
export function summaryEvent(summary: SweepSummary, problem: PublicProblem | undefined): SweepSummaryDto {
  return {
    type: 'summary',
    ...summary,
    // Without the example of each: results have their own messages.
    failures: summary.failures.map(({ code, count, accounts }) => ({ code, count, accounts })),
    ...(problem && { problem }),
  };
}
