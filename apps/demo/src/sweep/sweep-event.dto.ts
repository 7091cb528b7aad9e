import { ApiProperty } from '@nestjs/swagger';
import type { SweepProgress } from 'nestjs-aws-cross-account';
import { BucketDto } from '../buckets/bucket.dto.js';

/** What became of one account, or of one region of it. */
export class SweepResultDto {
  @ApiProperty({ enum: ['result'] })
  readonly type!: 'result';

  @ApiProperty({ example: '111122223333' })
  readonly accountId!: string;

  @ApiProperty({ type: String, required: false, example: 'Payments' })
  readonly name?: string | undefined;

  @ApiProperty({
    type: String,
    required: false,
    example: 'eu-west-1',
    description: 'Missing where it is about the account as a whole',
  })
  readonly region?: string | undefined;

  @ApiProperty({ enum: ['ok', 'failed', 'skipped'] })
  readonly status!: 'ok' | 'failed' | 'skipped';

  @ApiProperty({ enum: ['discover', 'assume', 'work'], description: 'How far it came' })
  readonly phase!: 'discover' | 'assume' | 'work';

  @ApiProperty({ description: 'How long it took, with assuming the role where that was needed' })
  readonly durationMs!: number;

  @ApiProperty({ required: false, type: [BucketDto], description: 'Of what is ok' })
  readonly buckets?: readonly BucketDto[];

  @ApiProperty({ required: false, example: 'ASSUME_ROLE_DENIED', description: 'Of what failed' })
  readonly code?: string;

  @ApiProperty({ required: false, description: 'Of what failed: what happened, and what to do next' })
  readonly message?: string;

  @ApiProperty({ required: false, example: 'hub-account', description: 'Of what was skipped' })
  readonly reason?: string;
}

class SweepGroupDto {
  @ApiProperty({ required: false, example: 'ASSUME_ROLE_DENIED' })
  readonly code?: string;

  @ApiProperty({ required: false, example: 'hub-account' })
  readonly reason?: string;

  @ApiProperty({ description: 'How many results' })
  readonly count!: number;

  @ApiProperty({ type: [String], example: ['444455556666'] })
  readonly accounts!: readonly string[];
}

class SweepProblemDto {
  @ApiProperty({ example: 'HUB_CREDENTIALS' })
  readonly code!: string;

  @ApiProperty()
  readonly message!: string;
}

/** The last word of a sweep. */
export class SweepSummaryDto {
  @ApiProperty({ enum: ['summary'] })
  readonly type!: 'summary';

  @ApiProperty({ enum: ['done', 'ended'], description: 'ended: before it was through; problem says why' })
  readonly outcome!: string;

  @ApiProperty({ description: 'Results' })
  readonly done!: number;

  @ApiProperty({
    type: Number,
    required: false,
    description: 'Results that there would have been, where that is known',
  })
  readonly total?: number | undefined;

  @ApiProperty()
  readonly ok!: number;

  @ApiProperty()
  readonly failed!: number;

  @ApiProperty()
  readonly skipped!: number;

  @ApiProperty()
  readonly durationMs!: number;

  @ApiProperty({ type: [SweepGroupDto], description: 'By code, the most frequent first' })
  readonly failures!: readonly SweepGroupDto[];

  @ApiProperty({ type: [SweepGroupDto], description: 'By reason' })
  readonly skips!: readonly SweepGroupDto[];

  @ApiProperty({ required: false, type: SweepProblemDto, description: 'What ended it' })
  readonly problem?: SweepProblemDto;
}

/** What is sent while a sweep goes on, and at its end. */
export type SweepEvent = SweepResultDto | ({ readonly type: 'progress' } & SweepProgress) | SweepSummaryDto;
