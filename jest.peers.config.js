import base from './jest.config.js';

/** The tests against servers and clients that others wrote. They need Python, so `npm test` leaves them out. */
export default {
  ...base,
  roots: ['<rootDir>/test/peers'],
  // They share one Python environment.
  maxWorkers: 1,
  testTimeout: 30_000,
  globalSetup: '<rootDir>/test/peers/support/prepare-python.js',
};
