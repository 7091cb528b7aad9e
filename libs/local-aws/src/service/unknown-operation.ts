import type { AwsFault } from './aws-fault.js';
import type { UnknownOperation } from './operations.js';
import type { Operation } from './service.js';

/** What a request is that names no operation: refused like this when it runs. */
export function unknownOperation(action: UnknownOperation, fault: AwsFault): Operation {
  return {
    action,
    subject: 'caller',
    run: () => {
      throw fault;
    },
  };
}
