import { ApiProperty } from '@nestjs/swagger';

class ClientStatsDto {
  @ApiProperty({ description: 'Kept now' })
  readonly cached!: number;

  @ApiProperty()
  readonly created!: number;

  @ApiProperty({ description: 'Times that a cached client was handed out' })
  readonly reused!: number;

  @ApiProperty({
    description: 'Requests that wait for their turn now, because their account has enough under way',
  })
  readonly waiting!: number;
}

class CredentialStatsDto {
  @ApiProperty({ description: 'Role sessions whose credentials are kept now' })
  readonly cached!: number;

  @ApiProperty({ description: 'Role sessions whose denial is remembered now' })
  readonly denied!: number;

  @ApiProperty({ description: 'Role sessions that wait for STS now' })
  readonly inFlight!: number;

  @ApiProperty({ description: 'Times that credentials were obtained' })
  readonly obtained!: number;

  @ApiProperty({ description: 'Times that they could not be obtained' })
  readonly failed!: number;
}

class StsStatsDto {
  @ApiProperty({ description: 'Calls of STS that wait for their turn now' })
  readonly waiting!: number;
}

export class CacheStatsDto {
  @ApiProperty({ type: ClientStatsDto })
  readonly clients!: ClientStatsDto;

  @ApiProperty({ type: CredentialStatsDto })
  readonly credentials!: CredentialStatsDto;

  @ApiProperty({ type: StsStatsDto })
  readonly sts!: StsStatsDto;
}
