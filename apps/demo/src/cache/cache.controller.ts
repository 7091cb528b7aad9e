import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CrossAccountClientFactory } from 'nestjs-aws-cross-account';
import { CacheStatsDto } from './cache-stats.dto.js';

@ApiTags('cache')
@Controller('cache')
export class CacheController {
  constructor(private readonly clients: CrossAccountClientFactory) {}

  @Get()
  @ApiOperation({ summary: 'How many clients and credentials are cached, and how often they were reused' })
  @ApiOkResponse({ type: CacheStatsDto })
  stats(): CacheStatsDto {
    return this.clients.stats();
  }
}
