import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import type { Script } from './script.js';
import type { BuiltFile } from '../options.js';

const compress = promisify(brotliCompress);

/** The size of a script, plain and compressed. */
export async function measure(folder: string, { name, contents }: Script): Promise<BuiltFile> {
  const bytes = Buffer.from(contents);
  return { path: resolve(folder, name), bytes: bytes.length, brotli: (await compress(bytes)).length };
}
