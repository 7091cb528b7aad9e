import { ApiProperty } from '@nestjs/swagger';
import type { ProblemDetails } from './problem-details.js';

/** The body of every answer to a request that failed: problem details (RFC 9457). */
export class ProblemDto implements ProblemDetails {
  @ApiProperty({
    example: 'urn:problem-type:aws-cross-account:assume-role-denied',
    description: 'The code as a URI; about:blank where the status says all',
  })
  readonly type!: string;

  @ApiProperty({ example: 'Assume role denied' })
  readonly title!: string;

  @ApiProperty({ example: 403 })
  readonly status!: number;

  @ApiProperty({ description: 'What happened, and what to do next' })
  readonly detail!: string;

  @ApiProperty({ example: '/accounts/444455556666/buckets', description: 'The path that was asked for' })
  readonly instance!: string;

  @ApiProperty({ example: 'ASSUME_ROLE_DENIED', description: 'Stable between versions' })
  readonly code!: string;

  @ApiProperty({ description: 'Whether the same request may succeed later' })
  readonly retryable!: boolean;

  @ApiProperty({ required: false, description: 'The id of the request, as in the header X-Request-Id' })
  readonly requestId?: string;

  @ApiProperty({ required: false, example: '444455556666' })
  readonly accountId?: string;

  @ApiProperty({ required: false, example: 'eu-west-1' })
  readonly region?: string;

  @ApiProperty({ required: false, description: 'The field of the request that is wrong' })
  readonly field?: string;

  @ApiProperty({ required: false, example: 'sts:AssumeRole' })
  readonly deniedAction?: string;

  @ApiProperty({ required: false, example: 'role-trust' })
  readonly deniedBy?: string;

  @ApiProperty({ description: 'As status' })
  readonly statusCode!: number;

  @ApiProperty({ description: 'As detail' })
  readonly message!: string;
}
