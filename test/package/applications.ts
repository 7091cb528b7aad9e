/** A blank application outside the workspace, as somebody would have it who installs the packages. */
export interface ApplicationKind {
  readonly name: string;
  readonly type: 'module' | 'commonjs';
  /** Exact versions, or a major version for the latest of it. */
  readonly versions: {
    readonly nest: string;
    readonly config: string;
    readonly sdk: string;
    readonly typescript: string;
    readonly rxjs: string;
    readonly reflectMetadata: string;
    readonly openTelemetry: string;
  };
  readonly compilerOptions: Readonly<Record<string, unknown>>;
}

/** The lowest versions that package.json allows; a test compares them. */
export const LOWEST = {
  sdk: '3.901.0',
  nest: '11.0.0',
  nest12: '12.0.1',
  config: '4.0.0',
  openTelemetry: '1.9.0',
};

/** The lowest Node of each line that `engines` allows, and the newest line. */
export const NODE_VERSIONS = ['20.19.0', '22.12.0', '24'];

const LATEST = {
  nest: '12',
  config: '12',
  sdk: '3',
  typescript: '6',
  rxjs: '7',
  reflectMetadata: '0.2',
  openTelemetry: '1',
};

export const APPLICATIONS: readonly ApplicationKind[] = [
  {
    name: 'Nest 12, ES modules, latest versions',
    type: 'module',
    versions: LATEST,
    compilerOptions: { module: 'nodenext', target: 'ES2023' },
  },
  {
    name: 'Nest 12, ES modules, lowest versions',
    type: 'module',
    versions: {
      ...LATEST,
      nest: LOWEST.nest12,
      config: '12.0.0',
      sdk: LOWEST.sdk,
      typescript: '5.8',
      reflectMetadata: '0.2.0',
      openTelemetry: LOWEST.openTelemetry,
    },
    compilerOptions: { module: 'nodenext', target: 'ES2023' },
  },
  {
    name: 'Nest 11, CommonJS, latest versions',
    type: 'commonjs',
    versions: { ...LATEST, nest: '11', config: '4', typescript: '5.9' },
    compilerOptions: { module: 'nodenext', target: 'ES2023', allowJs: true },
  },
  {
    name: 'Nest 11, CommonJS, lowest versions',
    type: 'commonjs',
    versions: {
      nest: LOWEST.nest,
      config: LOWEST.config,
      sdk: LOWEST.sdk,
      typescript: '5.7',
      rxjs: '7.1.0',
      reflectMetadata: '0.2.0',
      openTelemetry: LOWEST.openTelemetry,
    },
    compilerOptions: { module: 'commonjs', moduleResolution: 'node10', target: 'ES2022', allowJs: true },
  },
];
