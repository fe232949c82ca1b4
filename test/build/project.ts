/** Projects to build, each in a folder of its own. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

export const CONFIG = `import { defineConfig } from 'sw-isr';
export default defineConfig({ routes: [{ match: '/*', revalidate: 60 }] });
`;

export interface Project {
  folder: string;
  write: (files: Record<string, string | Buffer>) => Promise<void>;
}

/** Runs a test on a project of these files, which is gone after it. */
export async function withProject(
  files: Record<string, string | Buffer>,
  test: (project: Project) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sw-isr-project-'));
  const write: Project['write'] = async (some) => {
    for (const [name, contents] of Object.entries(some)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), contents);
    }
  };
  try {
    await write(files);
    await test({ folder, write });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export const CLI = resolve('dist/cli.js');

/** Runs `sw-isr` as it ships. */
export function runCli(
  cwd: string,
  ...args: string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((done) => {
    execFile(process.execPath, [CLI, ...args], { cwd, timeout: 30_000 }, (error, stdout, stderr) => {
      done({ code: error ? (typeof error.code === 'number' ? error.code : -1) : 0, stdout, stderr });
    });
  });
}
