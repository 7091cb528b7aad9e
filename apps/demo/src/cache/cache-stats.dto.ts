import { ApiProperty } from '@nestjs/swagger';
import type { FactoryStats } from 'nestjs-aws-cross-account';

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

  @ApiProperty({ description: 'Of those obtained, how many renewed a session that was held' })
  readonly refreshed!: number;

  @ApiProperty({ description: 'Times that credentials were needed and there' })
  readonly hits!: number;

  @ApiProperty({ description: 'Times that they had to be waited for' })
  readonly misses!: number;

  @ApiProperty({ description: 'Times that a denial was remembered, and STS not asked' })
  readonly refused!: number;

  @ApiProperty({ description: 'Times that expired credentials were used, because STS could not be reached' })
  readonly servedStale!: number;

  @ApiProperty({ description: 'Role sessions that made room for others' })
  readonly evicted!: number;
}

class StsStatsDto {
  @ApiProperty({ description: 'Calls of STS that wait for their turn now' })
  readonly waiting!: number;

  @ApiProperty({ description: 'Calls of STS; each retry is one' })
  readonly attempts!: number;

  @ApiProperty({ description: 'Of these, how many it throttled' })
  readonly throttled!: number;

  @ApiProperty({ description: 'And how many it did not answer as it should' })
  readonly unanswered!: number;

  @ApiProperty({ description: 'How fast this process may call it now' })
  readonly callsPerSecond!: number;

  @ApiProperty({ description: 'Endpoints that are down now' })
  readonly endpointsDown!: number;

  @ApiProperty({ description: "By how much AWS's clock is ahead of this machine's, where it is by much" })
  readonly clockOffsetMs!: number;
}

export class CacheStatsDto implements FactoryStats {
  @ApiProperty({ type: ClientStatsDto })
  readonly clients!: ClientStatsDto;

  @ApiProperty({ type: CredentialStatsDto })
  readonly credentials!: CredentialStatsDto;

  @ApiProperty({ type: StsStatsDto })
  readonly sts!: StsStatsDto;
}
