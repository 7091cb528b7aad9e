import { isRecord } from '../data/is-record.js';

export interface Refusal {
  readonly name: string;
  readonly message: string;
  readonly status: number | undefined;
  readonly error: unknown;
}

/** What a call that must fail fails with. A success comes back as a refusal that no test expects. */
export async function refusalOf(call: Promise<unknown>): Promise<Refusal> {
  try {
    await call;
  } catch (error) {
    // Errors of Node's own come from another realm than the test's, so `instanceof` does not know them.
    if (typeof error !== 'object' || error === null) throw error;
    const metadata = '$metadata' in error && isRecord(error.$metadata) ? error.$metadata : {};
    const status = metadata['httpStatusCode'];
    return {
      name: 'name' in error ? String(error.name) : '',
      message: 'message' in error ? String(error.message) : '',
      status: typeof status === 'number' ? status : undefined,
      error,
    };
  }
  return { name: 'nothing was refused', message: '', status: undefined, error: undefined };
}
