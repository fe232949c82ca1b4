/** Finds the file for a URL's path. */
import { realpath, stat } from 'node:fs/promises';
import { join, relative, isAbsolute } from 'node:path';

export type FileLookup =
  | { kind: 'file'; path: string; modifiedAt: Date }
  /** A folder without its final slash: relative links in its index would be wrong. */
  | { kind: 'redirect'; to: string }
  | { kind: 'none' };

const NONE: FileLookup = { kind: 'none' };

function isWithin(root: string, path: string): boolean {
  const inner = relative(root, path);
  return inner !== '..' && !inner.startsWith('../') && !isAbsolute(inner);
}

function decode(pathname: string): string | undefined {
  try {
    const path = decodeURIComponent(pathname);
    return path.includes('\0') ? undefined : path;
  } catch {
    return undefined;
  }
}

/** @param root the folder's real path. No file outside of it is found, whether by `..` or by a symbolic link. */
export async function findFile(root: string, pathname: string): Promise<FileLookup> {
  const decoded = decode(pathname);
  if (decoded === undefined) return NONE;
  const target = join(root, decoded);
  if (!isWithin(root, target)) return NONE;
  try {
    const isFolder = (await stat(target)).isDirectory();
    // Several slashes at the start would name a host.
    if (isFolder && !pathname.endsWith('/')) {
      return { kind: 'redirect', to: `${pathname.replace(/^[/\\]+/, '/')}/` };
    }
    if (!isFolder && pathname.endsWith('/')) return NONE;
    const path = await realpath(isFolder ? join(target, 'index.html') : target);
    const stats = await stat(path);
    return stats.isFile() && isWithin(root, path) ? { kind: 'file', path, modifiedAt: stats.mtime } : NONE;
  } catch {
    return NONE;
  }
}
