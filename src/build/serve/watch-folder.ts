/** Watches the files of a folder and of those below it. */
import { watch } from 'node:fs';

/** Milliseconds without a change, after which the files of a build are complete. */
const QUIET_MS = 100;

/** @returns a function that ends it */
export function watchFolder(folder: string, onChange: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const watching = watch(folder, { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(onChange, QUIET_MS);
  });
  // A folder that a build removes and makes anew.
  watching.on('error', () => watching.close());
  return () => {
    clearTimeout(timer);
    watching.close();
  };
}
