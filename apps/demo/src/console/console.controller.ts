import type { IncomingMessage, ServerResponse } from 'node:http';
import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { SERVER_SENT_EVENTS, serverSentEvents } from '../events/event-format.js';
import { sendEvents } from '../events/send-events.js';
import { ApiProblem } from '../problems/api-problem.decorator.js';
import { CheckOrderDto, CheckSummaryDto } from './check.dto.js';
import { ConsoleWatch } from './console-watch.js';
import { readCheckOrder } from './read-check-order.js';
import { RoleChecks } from './role-checks.js';
import { whileOpen } from '../events/while-open.js';

@ApiTags('console')
@Controller('console')
export class ConsoleController {
  constructor(
    private readonly watch: ConsoleWatch,
    private readonly checks: RoleChecks,
  ) {}

  @Get('stream')
  @ApiOperation({ summary: 'What the console shows, and what changes of it, until the request is closed' })
  @ApiOkResponse({
    content: {
      [SERVER_SENT_EVENTS]: {
        schema: { type: 'string', description: 'Events named accounts, stats, problem, embedded and ping' },
      },
    },
  })
  @ApiProblem(503, 'Too many streams are open')
  async stream(@Res() response: ServerResponse): Promise<void> {
    await sendEvents(response, serverSentEvents, (signal) => this.watch.events(signal));
  }

  @Post('check')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Assumes the role in each account now, to know which can be reached',
    description: 'A session that is held and well costs no call of STS. Ends when the request is closed.',
  })
  @ApiBody({ type: CheckOrderDto, required: false })
  @ApiOkResponse({ type: CheckSummaryDto })
  @ApiProblem(400, 'A field is malformed; field says which')
  @ApiProblem(
    503,
    'Too many checks are under way, the accounts cannot be listed, or the own role cannot be used',
  )
  check(
    @Req() request: IncomingMessage & { user?: unknown },
    @Res({ passthrough: true }) response: ServerResponse,
    @Body() body?: unknown,
  ): Promise<CheckSummaryDto> {
    const { accountIds } = readCheckOrder(body);
    return this.checks.run({ accountIds, principal: request.user, signal: whileOpen(response) });
  }
}
