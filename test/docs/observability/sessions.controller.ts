import { Controller, Get, Query } from '@nestjs/common';
import { CrossAccountClientFactory, type RoleSessionState } from 'nestjs-aws-cross-account';

/** For administrators: put a guard of yours in front of it. */
@Controller('admin/sessions')
export class SessionsController {
  constructor(private readonly factory: CrossAccountClientFactory) {}

  @Get()
  list(
    @Query('after') after?: string,
    @Query('state') state?: RoleSessionState,
    @Query('accountId') accountId?: string,
  ) {
    return this.factory.sessions({ after: Number(after ?? 0), limit: 50, state, accountId });
  }

  @Get('counts')
  counts() {
    return { ...this.factory.stats(), health: this.factory.health() };
  }
}
