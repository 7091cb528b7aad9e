import { ApiProperty } from '@nestjs/swagger';
import type { CheckSummary } from './role-checks.js';

export class CheckOrderDto {
  @ApiProperty({
    required: false,
    type: [String],
    example: ['111122223333'],
    description: 'Default: all accounts',
  })
  readonly accountIds?: readonly string[];
}

export class CheckSummaryDto implements CheckSummary {
  @ApiProperty({ description: 'Accounts, with those that were left out' })
  readonly checked!: number;

  @ApiProperty()
  readonly reachable!: number;

  @ApiProperty()
  readonly unreachable!: number;
}
