import { ApiProperty } from '@nestjs/swagger';

class AccountInventoryDto {
  @ApiProperty({ example: '111122223333' })
  readonly accountId!: string;

  @ApiProperty({
    required: false,
    example: 3,
    description: 'How many buckets; missing where they could not be read',
  })
  readonly buckets?: number;

  @ApiProperty({ required: false, example: 'ASSUME_ROLE_DENIED', description: 'Why they could not be read' })
  readonly problem?: string;
}

export class InventoryDto {
  @ApiProperty({
    required: false,
    example: '2026-01-31T12:00:00.000Z',
    description: 'Missing before the first time',
  })
  readonly takenAt?: string;

  @ApiProperty({
    type: [AccountInventoryDto],
    description: 'One for each account that is allowed by its id, or by the directory',
  })
  readonly accounts!: AccountInventoryDto[];
}
