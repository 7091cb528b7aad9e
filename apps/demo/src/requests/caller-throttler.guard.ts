import type { ExecutionContext } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerLimitDetail } from '@nestjs/throttler';

/** Counts the requests of each caller, whatever they ask for: by the name of the API key, or by the address where none is needed. */
@Injectable()
export class CallerThrottlerGuard extends ThrottlerGuard {
  protected override async getTracker(request: Record<string, unknown>): Promise<string> {
    const { user } = request as { user?: { name: string } };
    return user ? `key ${user.name}` : `address ${await super.getTracker(request)}`;
  }

  protected override generateKey(_context: ExecutionContext, tracker: string): string {
    return tracker;
  }

  protected override async getErrorMessage(
    _context: ExecutionContext,
    { limit, timeToBlockExpire }: ThrottlerLimitDetail,
  ): Promise<string> {
    return `More than ${limit} requests were sent in a minute. Try again in ${timeToBlockExpire} s, or ask whoever operates this service to raise DEMO_REQUESTS_PER_MINUTE.`;
  }
}
