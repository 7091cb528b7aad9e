import { S3Client } from '@aws-sdk/client-s3';
import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { InjectHubClient } from 'nestjs-aws-cross-account';
import { ApiProblem } from '../problems/api-problem.decorator.js';
import { HubBucketsDto } from './bucket.dto.js';
import { listBuckets } from './list-buckets.js';

/** The account that this service runs in has a client of its own, and no request leads there. */
@ApiTags('buckets')
@Controller('buckets')
export class HubBucketsController {
  constructor(@InjectHubClient(S3Client) private readonly s3: S3Client) {}

  @Get()
  @ApiOperation({ summary: "Buckets of the hub account, read with the service's own credentials" })
  @ApiOkResponse({ type: HubBucketsDto })
  @ApiProblem(503, 'AWS throttled or did not answer; try again')
  async list(): Promise<HubBucketsDto> {
    return { buckets: await listBuckets(this.s3) };
  }
}
