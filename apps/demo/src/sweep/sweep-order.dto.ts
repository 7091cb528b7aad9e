import { ApiProperty } from '@nestjs/swagger';

export const MAX_CONCURRENCY = 50;

/** What the sender of a request may choose about a sweep. */
export class SweepOrderDto {
  @ApiProperty({
    required: false,
    oneOf: [
      { type: 'string', enum: ['enabled'] },
      { type: 'array', items: { type: 'string' }, minItems: 1 },
    ],
    example: ['eu-west-1', 'us-east-1'],
    description:
      "Regions to list buckets of, or 'enabled' for those that each account has switched on. Without it each account is asked once for all its buckets",
  })
  readonly regions?: 'enabled' | readonly string[];

  @ApiProperty({
    required: false,
    minimum: 1,
    maximum: MAX_CONCURRENCY,
    description: 'How many accounts and regions are worked in at once',
  })
  readonly concurrency?: number;

  @ApiProperty({
    required: false,
    type: [String],
    minItems: 1,
    example: ['Workloads'],
    description: 'Only the accounts of these organizational units and those below: ids, or paths of names',
  })
  readonly ous?: readonly string[];
}
