import { join } from 'node:path';
import { ROOT } from '../architecture/source-files.js';
import { ServerProcess } from './server-process.js';

/** The demo as a user starts it: a process of its own, on a free port, with an environment that is given whole. */
export class DemoProcess extends ServerProcess {
  static spawn(environment: Readonly<Record<string, string>> = {}): DemoProcess {
    const { PATH = '', HOME = '' } = process.env;
    return new DemoProcess({
      command: process.execPath,
      args: [join(ROOT, 'dist/apps/demo/main.js')],
      cwd: ROOT,
      env: { PATH, HOME, PORT: '0', ...environment },
      listening: /listens on (http:\/\/\S+)/,
    });
  }
}
