/** Which file of a folder a URL's path names. */
import { realpath, stat } from 'node:fs/promises';
import { join, relative, isAbsolute } from 'node:path';

export type Found =
  | { kind: 'file'; path: string; modifiedAt: Date }
  /** A folder asked for without its slash: the links in its index would be wrong. */
  | { kind: 'redirect'; to: string }
  | { kind: 'none' };

const NONE: Found = { kind: 'none' };

function isWithin(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith('../') && !isAbsolute(way);
}

function decode(pathname: string): string | undefined {
  try {
    const path = decodeURIComponent(pathname);
    return path.includes('\0') ? undefined : path;
  } catch {
    return undefined;
  }
}

/** @param root the folder's real path: nothing outside of it is found, not by `..` and not by a link. */
export async function findFile(root: string, pathname: string): Promise<Found> {
  const decoded = decode(pathname);
  if (decoded === undefined) return NONE;
  const asked = join(root, decoded);
  if (!isWithin(root, asked)) return NONE;
  try {
    const isFolder = (await stat(asked)).isDirectory();
    // More than one slash at the start would name a host.
    if (isFolder && !pathname.endsWith('/')) {
      return { kind: 'redirect', to: `${pathname.replace(/^[/\\]+/, '/')}/` };
    }
    if (!isFolder && pathname.endsWith('/')) return NONE;
    const path = await realpath(isFolder ? join(asked, 'index.html') : asked);
    const stats = await stat(path);
    return stats.isFile() && isWithin(root, path) ? { kind: 'file', path, modifiedAt: stats.mtime } : NONE;
  } catch {
    return NONE;
  }
}
