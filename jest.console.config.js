import base from './jest.config.js';

/** The tests of the demo's console in a browser. They need Chromium, so `npm test` leaves them out. */
export default {
  ...base,
  roots: ['<rootDir>/test/console'],
  testTimeout: 30_000,
};
