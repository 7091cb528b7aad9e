import { Controller, Get, Param, Query } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiForbiddenResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import { AccountBucketsDto, HubBucketsDto, ProblemDto } from './bucket.dto.js';
import { BucketsService } from './buckets.service.js';

@ApiTags('buckets')
@Controller()
export class BucketsController {
  constructor(private readonly buckets: BucketsService) {}

  @Get('accounts/:accountId/buckets')
  @ApiOperation({ summary: 'Buckets of an account, read with a client of its assumed role' })
  @ApiParam({ name: 'accountId', example: '111122223333', description: '12 digits' })
  @ApiQuery({
    name: 'region',
    required: false,
    example: 'eu-west-1',
    description: 'Only the buckets in this region',
  })
  @ApiOkResponse({ type: AccountBucketsDto })
  @ApiBadRequestResponse({ type: ProblemDto, description: 'Malformed account or region' })
  @ApiForbiddenResponse({
    type: ProblemDto,
    description: 'The role cannot be assumed; the message says what to fix',
  })
  @ApiServiceUnavailableResponse({
    type: ProblemDto,
    description: 'AWS throttled or did not answer; try again',
  })
  async ofAccount(
    @Param('accountId') accountId: string,
    @Query('region') region?: string,
  ): Promise<AccountBucketsDto> {
    return { accountId, buckets: await this.buckets.ofAccount(accountId, region) };
  }

  @Get('buckets')
  @ApiOperation({ summary: "Buckets of the hub account, read with the service's own credentials" })
  @ApiOkResponse({ type: HubBucketsDto })
  @ApiServiceUnavailableResponse({ type: ProblemDto })
  async ofHub(): Promise<HubBucketsDto> {
    return { buckets: await this.buckets.ofHub() };
  }
}
