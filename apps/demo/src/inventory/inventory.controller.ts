import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { InventoryDto } from './inventory.dto.js';
import { InventoryJob } from './inventory.job.js';

@ApiTags('inventory')
@Controller('inventory')
export class InventoryController {
  constructor(private readonly job: InventoryJob) {}

  @Get()
  @ApiOperation({ summary: 'How many buckets each account had when the cron job last counted them' })
  @ApiOkResponse({ type: InventoryDto })
  last(): InventoryDto {
    return this.job.last;
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Runs the cron job now, and answers what it finds' })
  @ApiOkResponse({ type: InventoryDto })
  run(): Promise<InventoryDto> {
    return this.job.run();
  }
}
