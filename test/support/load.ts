import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A module as it ships: bundled into a test it would not find what lies beside it. @param path from the project's root */
export const load = <T>(path: string): Promise<T> => import(pathToFileURL(resolve(path)).href) as Promise<T>;
