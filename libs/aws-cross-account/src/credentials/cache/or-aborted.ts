/** The promise, or the reason of the signal if that comes first. What the promise stands for goes on. */
export async function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  let leaveWith: ((reason: Error) => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    leaveWith = reject;
  });
  const leave = (): void => leaveWith?.(signal.reason as Error);
  signal.addEventListener('abort', leave, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}
