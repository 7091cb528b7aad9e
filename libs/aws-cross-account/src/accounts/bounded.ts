/**
 * Calls a function for each item, so many at once, and answers what it answers, in the order of the items. Rejects with the first failure,
 * after which it is called no more.
 */
export async function mapBounded<T, R>(
  items: readonly T[],
  concurrency: number,
  fn: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const rest = items.entries();
  let isFailed = false;
  const work = async (): Promise<void> => {
    for (const [index, item] of rest) {
      if (isFailed) return;
      try {
        results[index] = await fn(item);
      } catch (error) {
        isFailed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, work));
  return results;
}
