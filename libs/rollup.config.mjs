import { existsSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';

/** Run in the folder of a package: joins the compiled files of each of its entries into one. */
const { exports } = JSON.parse(readFileSync('package.json', 'utf8'));
const entries = Object.values(exports).flatMap(({ default: bundled }) => bundled ?? []);

/** Lets the maps of the bundles reach back to the TypeScript sources. */
const compiled = {
  name: 'compiled',
  load(id) {
    const map = `${id}.map`;
    return existsSync(map) ? { code: readFileSync(id, 'utf8'), map: readFileSync(map, 'utf8') } : undefined;
  },
};

export default {
  input: Object.fromEntries(entries.map((path) => [basename(path, '.js'), resolve('dist', basename(path))])),
  external: (id) => !/^[./]/.test(id),
  plugins: [compiled],
  output: { dir: 'dist/bundle', format: 'es', sourcemap: true, chunkFileNames: '[name].js' },
  treeshake: false,
};
