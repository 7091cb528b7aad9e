/** ES modules, compiled by swc; packages of this workspace are met as their users meet them: built. */
const transform = {
  '^.+\\.ts$': [
    '@swc/jest',
    {
      jsc: {
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true },
        target: 'es2023',
        keepClassNames: true,
      },
      module: { type: 'es6' },
      sourceMaps: 'inline',
    },
  ],
};

export default {
  testEnvironment: 'node',
  // What needs the registry or Python has a command of its own: see CONTRIBUTING.md.
  roots: [
    'libs',
    'apps',
    'bench',
    'examples',
    'test/architecture',
    'test/behaviour',
    'test/contracts',
    'test/docs',
    'test/e2e',
    'test/examples',
  ].map((folder) => `<rootDir>/${folder}`),
  setupFiles: ['<rootDir>/test/support/clean-environment.ts'],
  testMatch: ['**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform,
  // Each file loads Nest and the SDK anew, and their modules stay in memory: a process that has run all files is busy collecting garbage.
  maxWorkers: 2,
  workerIdleMemoryLimit: '700MB',
  // Nothing waits for time to pass; but two cores may be busy with three things.
  testTimeout: 20_000,
  restoreMocks: true,
  errorOnDeprecated: true,
};
