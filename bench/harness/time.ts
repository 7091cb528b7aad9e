/** Nanoseconds that each of so many operations takes. */
export function nanosecondsEach(count: number, operate: (index: number) => unknown): number {
  const began = process.hrtime.bigint();
  for (let index = 0; index < count; index += 1) operate(index);
  return Number(process.hrtime.bigint() - began) / count;
}

export async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** Milliseconds of processor time that this process spends on something. */
export async function cpuMilliseconds(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
