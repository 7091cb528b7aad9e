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
    if (!(error instanceof Error)) throw error;
    const metadata = '$metadata' in error && isRecord(error.$metadata) ? error.$metadata : {};
    const status = metadata['httpStatusCode'];
    return { name: error.name, message: error.message, status: typeof status === 'number' ? status : undefined, error };
  }
  return { name: 'nothing was refused', message: '', status: undefined, error: undefined };
}
