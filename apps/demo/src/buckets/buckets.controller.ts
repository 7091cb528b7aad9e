import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import {
  AccountScoped,
  type CompleteAccountTarget,
  CurrentAccount,
  fromRequest,
} from 'nestjs-aws-cross-account';
import { ApiProblem } from '../problems/api-problem.decorator.js';
import { AccountBucketsDto } from './bucket.dto.js';
import { BucketsService } from './buckets.service.js';

@ApiTags('buckets')
@Controller('accounts/:accountId/buckets')
@AccountScoped({ accountId: fromRequest.param('accountId'), region: fromRequest.query('region') })
export class BucketsController {
  constructor(private readonly buckets: BucketsService) {}

  @Get()
  @ApiOperation({ summary: 'Buckets of an account, read with a client of its assumed role' })
  @ApiParam({ name: 'accountId', example: '111122223333', description: '12 digits' })
  @ApiQuery({
    name: 'region',
    required: false,
    example: 'eu-west-1',
    description: 'Only the buckets in this region',
  })
  @ApiOkResponse({ type: AccountBucketsDto })
  @ApiProblem(400, 'Malformed account or region')
  @ApiProblem(
    403,
    'The service may not work in that account (TARGET_REFUSED), or AWS denied it: the detail says what to fix',
  )
  @ApiProblem(503, 'AWS throttled or did not answer; try again')
  async list(
    @CurrentAccount() { accountId }: CompleteAccountTarget,
    @Query('region') region?: string,
  ): Promise<AccountBucketsDto> {
    return { accountId, buckets: await this.buckets.list(region) };
  }
}
