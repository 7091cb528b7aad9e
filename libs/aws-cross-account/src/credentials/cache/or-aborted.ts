/** The promise, or the reason of the signal if that comes first. What the promise stands for goes on. */
export async function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  const listening = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    const options = { once: true, signal: listening.signal };
    signal.addEventListener('abort', () => reject(signal.reason as Error), options);
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    listening.abort();
  }
}
