import { ApiProperty } from '@nestjs/swagger';

export class BucketDto {
  @ApiProperty({ example: 'payments-invoices' })
  readonly name!: string;

  @ApiProperty({ example: 'eu-west-1', description: 'Where the bucket is, as S3 says' })
  readonly region!: string;

  @ApiProperty({ example: '2026-01-31T12:00:00.000Z' })
  readonly createdAt!: string;
}

export class AccountBucketsDto {
  @ApiProperty({ example: '111122223333' })
  readonly accountId!: string;

  @ApiProperty({ type: [BucketDto] })
  readonly buckets!: BucketDto[];
}

export class HubBucketsDto {
  @ApiProperty({ type: [BucketDto] })
  readonly buckets!: BucketDto[];
}
