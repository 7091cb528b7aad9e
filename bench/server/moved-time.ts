const { now } = Date;
const monotonic = performance.now.bind(performance);
let ahead = 0;

/** Lets the clocks of this process that count the life of credentials be ahead from now on. Timers are as they are. */
export function moveTime(ms: number): void {
  ahead += ms;
  Date.now = () => now.call(Date) + ahead;
  performance.now = () => monotonic() + ahead;
}
