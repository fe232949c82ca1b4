/** Finds this package's own files, from `dist/` or from a bundle of it. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Manifest {
  name?: string;
  version?: string;
}

const manifestOf = (folder: string): Manifest | undefined => {
  const path = join(folder, 'package.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Manifest) : undefined;
};

function packageRoot(): string {
  const start = dirname(fileURLToPath(import.meta.url));
  for (let folder = start; folder !== dirname(folder); folder = dirname(folder)) {
    if (manifestOf(folder)?.name === 'sw-isr') return folder;
  }
  throw new Error(`Failed to find "sw-isr": no package of that name holds ${start}. Install it again.`);
}

/** The path of a file that this package ships. */
export const packageFile = (path: string): string => join(packageRoot(), path);

/** The path of a built file of this package. */
export const distFile = (name: string): string => packageFile(join('dist', name));

export const packageVersion = (): string => manifestOf(packageRoot())?.version ?? '';
