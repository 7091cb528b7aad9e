import { ConsoleLogger } from '@nestjs/common';
import { currentRequestId } from './request-id.js';

/** Nest's logger of warnings and errors, whose lines name the request that they are about. */
export class RequestLogger extends ConsoleLogger {
  constructor() {
    super({ logLevels: ['warn', 'error', 'fatal'] });
  }

  protected override formatContext(context: string): string {
    const id = currentRequestId();
    return super.formatContext(id === undefined ? context : `${context}] [${id}`);
  }
}
