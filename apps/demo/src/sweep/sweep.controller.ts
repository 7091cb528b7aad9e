import type { IncomingMessage, ServerResponse } from 'node:http';
import { Body, Controller, Post, Req, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { ApiProblem } from '../problems/api-problem.decorator.js';
import { BucketSweeps } from './bucket-sweeps.js';
import { formatFor, NDJSON, SERVER_SENT_EVENTS } from '../events/event-format.js';
import { readSweepOrder } from './read-sweep-order.js';
import { sendEvents } from '../events/send-events.js';
import { SweepResultDto, SweepSummaryDto } from './sweep-event.dto.js';
import { SweepOrderDto } from './sweep-order.dto.js';

@ApiTags('sweep')
@Controller('sweep')
export class SweepController {
  constructor(private readonly sweeps: BucketSweeps) {}

  @Post('buckets')
  @ApiOperation({
    summary: 'Buckets of all accounts, as they are found',
    description:
      'One line for each account, or for each region of it, and a summary as the last line. The sweep goes on as fast as its answer is read, ' +
      'and ends when the request is closed.',
  })
  @ApiExtraModels(SweepResultDto, SweepSummaryDto)
  @ApiBody({ type: SweepOrderDto, required: false })
  @ApiOkResponse({
    content: {
      [NDJSON]: {
        schema: {
          oneOf: [{ $ref: getSchemaPath(SweepResultDto) }, { $ref: getSchemaPath(SweepSummaryDto) }],
        },
      },
      [SERVER_SENT_EVENTS]: {
        schema: { type: 'string', description: 'The same as events named result, progress and summary' },
      },
    },
  })
  @ApiProblem(400, 'A field is malformed; field says which')
  @ApiProblem(
    503,
    'Too many sweeps are under way, the accounts cannot be listed, or the own role cannot be used',
  )
  async buckets(
    @Req() request: IncomingMessage & { user?: unknown },
    @Res() response: ServerResponse,
    @Body() body?: unknown,
  ): Promise<void> {
    const { headers } = request;
    const order = readSweepOrder(body, headers);
    await sendEvents(response, formatFor(headers.accept), (signal) =>
      this.sweeps.run(order, { principal: request.user, signal }),
    );
  }
}
