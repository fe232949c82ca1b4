/** The files with changes that are not committed. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Of the paths, those that git lists as changed. None without git. */
export async function uncommitted(folder: string, paths: readonly string[]): Promise<string[]> {
  if (paths.length === 0) return [];
  try {
    const args = ['-C', folder, 'status', '--porcelain', '-z', '--no-renames', '--', ...paths];
    const { stdout } = await promisify(execFile)('git', args, { timeout: 15_000 });
    const changed = stdout.split('\0').map((line) => line.slice(3));
    return paths.filter((path) => changed.some((one) => one === path || one.endsWith(`/${path}`)));
  } catch {
    return [];
  }
}
