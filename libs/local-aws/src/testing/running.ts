import { LocalAws } from '../local-aws.js';
import type { LocalAwsOptions } from '../options.js';
import type { World } from '../world/world.js';
import { Clients } from './clients.js';
import { exampleWorld } from './worlds.js';

/** Noon of a day; tests move it. */
export const NOON = Date.UTC(2026, 10, 22, 12);

export interface Running {
  readonly aws: LocalAws;
  readonly clients: Clients;
}

/** Runs `test` against a fresh AWS, and closes it whatever happens. */
export async function running(
  test: (running: Running) => Promise<void>,
  world: World = exampleWorld(),
  clock: () => number = Date.now,
  options: Omit<LocalAwsOptions, 'clock'> = {},
): Promise<void> {
  const aws = await LocalAws.start(world, { ...options, clock });
  const clients = new Clients(aws, clock);
  try {
    await test({ aws, clients });
  } finally {
    clients.destroy();
    await aws.close();
  }
}

/** Runs `test` against the example world at noon; `move` moves its clock. */
export function atNoon(test: (running: Running, move: (ms: number) => void) => Promise<void>): Promise<void> {
  let now = NOON;
  const move = (ms: number) => (now += ms);
  return running(
    (it) => test(it, move),
    exampleWorld(),
    () => now,
  );
}
