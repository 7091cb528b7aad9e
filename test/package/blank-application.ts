import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../architecture/source-files.js';
import { fencedBlocks } from '../docs/fenced-blocks.js';
import type { ApplicationKind } from './applications.js';

const run = promisify(execFile);
const SOURCES = join(ROOT, 'test/package/application');
/** What the library relies on must hold of the SDK that is installed there, too. */
const CONTRACTS = [
  'contract.ts',
  'scripted-handler.ts',
  'client.spec.ts',
  'credentials.spec.ts',
  'following.spec.ts',
  'middleware.spec.ts',
];
const { PATH = '', HOME = '' } = process.env;
const NPM_ENV = {
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  npm_config_loglevel: 'error',
  npm_config_update_notifier: 'false',
};

/** What an installed application answers when it runs; see application/main.ts. */
export interface Seen {
  readonly node: string;
  readonly seen: readonly { accountId: string; buckets: string; callers: string[] }[];
  readonly logs: string;
  readonly own: string;
  readonly obtained: number;
  readonly renewed: boolean;
  /** What the entry for OpenTelemetry answers. */
  readonly telemetry: string;
  readonly scoped: readonly unknown[];
}

/** An application in a folder of its own, outside the workspace, which knows the packages by their tarballs alone. */
export class BlankApplication {
  private constructor(
    private readonly folder: string,
    private readonly kind: ApplicationKind,
  ) {}

  static create(kind: ApplicationKind): BlankApplication {
    const folder = mkdtempSync(join(tmpdir(), 'blank-nest-app-'));
    const app = new BlankApplication(folder, kind);
    app.writeJson('package.json', {
      name: 'blank-nest-app',
      private: true,
      type: kind.type,
      jest: kind.type === 'module' ? COMPILED_JEST : NEST_STARTER_JEST,
    });
    app.writeJson('tsconfig.json', {
      compilerOptions: { ...COMPILER_OPTIONS, ...kind.compilerOptions },
      include: ['src'],
    });
    cpSync(SOURCES, join(folder, 'src'), { recursive: true });
    for (const name of CONTRACTS) cpSync(join(ROOT, 'test/contracts', name), join(folder, 'src', name));
    if (kind.type === 'commonjs') app.dropExtensionsOfImports();
    return app;
  }

  /** Runs shell commands of an installation, with `YOUR_APP` as this application, from the top of the workspace. */
  async install(commands: string): Promise<void> {
    await run('sh', ['-ec', commands], {
      cwd: ROOT,
      env: { PATH, HOME, ...NPM_ENV, YOUR_APP: this.folder },
    });
  }

  /** Compiles with the application's own TypeScript, and answers what that complains about. */
  async complaintsOfTypeScript(): Promise<string> {
    const { stdout } = await run(process.execPath, ['node_modules/typescript/bin/tsc'], {
      cwd: this.folder,
    }).catch((error: { stdout: string }) => error);
    return stdout;
  }

  /** Runs the compiled program. */
  async start(node: string, env: Readonly<Record<string, string>>, accountIds: string[]): Promise<Seen> {
    const { stdout } = await run(node, ['dist/main.js', ...accountIds], {
      cwd: this.folder,
      env: { PATH, HOME, ...env },
    });
    return JSON.parse(stdout) as Seen;
  }

  /** Runs the application's own tests, as its own `npm test` would. */
  async test(node: string): Promise<{ numPassedTests: number; numFailedTests: number }> {
    const flags = this.kind.type === 'module' ? ['--experimental-vm-modules'] : [];
    const { stdout } = await run(node, [...flags, 'node_modules/jest/bin/jest.js', '--json'], {
      cwd: this.folder,
      env: { PATH, HOME },
    });
    return JSON.parse(stdout) as { numPassedTests: number; numFailedTests: number };
  }

  /** The version of a package that was really installed. */
  versionOf(name: string): string {
    const file = join(this.folder, 'node_modules', name, 'package.json');
    return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** CommonJS applications write `./app.module`, where ES modules need `./app.module.js`. */
  private dropExtensionsOfImports(): void {
    for (const name of readdirSync(join(this.folder, 'src'))) {
      const file = join(this.folder, 'src', name);
      writeFileSync(file, readFileSync(file, 'utf8').replace(/(from '\.\/[\w.-]+)\.js'/g, "$1'"));
    }
  }

  private writeJson(name: string, content: object): void {
    writeFileSync(join(this.folder, name), JSON.stringify(content, null, 2));
  }
}

const COMPILER_OPTIONS = {
  strict: true,
  skipLibCheck: false,
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
  esModuleInterop: true,
  types: ['node'],
  rootDir: 'src',
  outDir: 'dist',
};

/** Jest over what tsc made: nothing is transformed. */
const COMPILED_JEST = { rootDir: 'dist', transform: {} };

/** What Nest 11 puts into a new application. */
const NEST_STARTER_JEST = {
  moduleFileExtensions: ['js', 'json', 'ts'],
  rootDir: 'src',
  testRegex: String.raw`.*\.spec\.ts$`,
  transform: { [String.raw`^.+\.(t|j)s$`]: 'ts-jest' },
  testEnvironment: 'node',
  ...(JSON.parse(
    fencedBlocks('README.md').find(({ name }) => name === 'jest in CommonJS')?.text ?? '{}',
  ) as object),
};
