import { PolicyError } from '../policy/policy-error.js';
import type { Policy } from '../policy/policy.js';
import { readPolicy } from '../policy/read-policy.js';
import { WorldError } from './world-error.js';

/** A policy of the world; what is wrong with it is told by its place in the world. */
export function readWorldPolicy(value: unknown, kind: Policy['kind'], path: string): Policy {
  try {
    return readPolicy(value, kind, path);
  } catch (error) {
    if (error instanceof PolicyError) throw new WorldError(error.path, error.expected);
    throw error;
  }
}
