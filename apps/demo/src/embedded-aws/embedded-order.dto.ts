import { ApiProperty } from '@nestjs/swagger';

export class TrustOrderDto {
  @ApiProperty({ example: '111122223333' })
  readonly accountId!: string;

  @ApiProperty({ description: 'Whether the role of the account trusts the hub' })
  readonly trusted!: boolean;
}

export class StsOrderDto {
  @ApiProperty({ description: 'Whether STS throttles every AssumeRole' })
  readonly throttles!: boolean;
}

export class NewAccountOrderDto {
  @ApiProperty({ example: 'Experiments', minLength: 1, maxLength: 50 })
  readonly name!: string;
}

export class NewAccountDto {
  @ApiProperty({ example: '700000000001' })
  readonly id!: string;

  @ApiProperty({ example: 'Experiments' })
  readonly name!: string;
}
