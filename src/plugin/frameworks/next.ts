/** Next.js runs a hook after its files are compiled, whichever bundler made them. */
import { join, resolve } from 'node:path';
import type { SwIsrOptions } from '../options.js';
import { basePath } from '../paths.js';
import { buildForDev, buildForFolder } from './built-files.js';

interface Compiled {
  projectDir: string;
  distDir: string;
}

type AfterCompile = (compiled: Compiled) => Promise<void>;

/** The part of the config that is used. */
interface NextConfig {
  basePath?: string;
  assetPrefix?: string;
  compiler?: { runAfterProductionCompile?: AfterCompile };
}

function buildAfter(config: NextConfig, options: SwIsrOptions): AfterCompile {
  return async (compiled) => {
    await config.compiler?.runAfterProductionCompile?.(compiled);
    const { projectDir, distDir } = compiled;
    const prefix = basePath(config.assetPrefix || config.basePath || '/');
    const path = prefix === undefined ? (config.assetPrefix ?? '') : `${prefix}_next/static/`;
    const assets = { folder: join(resolve(projectDir, distDir), 'static'), path };
    await buildForFolder({ root: projectDir, out: join(projectDir, 'public'), assets }, options);
  };
}

function addHook<T extends object>(given: T, options: SwIsrOptions): T {
  const config: NextConfig = given;
  const compiler = { ...config.compiler, runAfterProductionCompile: buildAfter(config, options) };
  return { ...given, compiler };
}

function prepareDev(options: SwIsrOptions): void {
  const out = resolve(options.out ?? 'public');
  buildForDev(process.cwd(), out, options).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
  });
}

/**
 * Builds the worker into `public` whenever Next.js has compiled the site. Add the script element to the layout:
 * `<script type="module" async src="/sw-isr.js" />`. Needs Next.js 16.
 * @param nextConfig the config, or a function that returns one
 * @throws IsrError `invalid-config` or `build-failed`, as an error of `next build`
 * @example export default withSwIsr({ reactStrictMode: true });
 */
export function withSwIsr<T extends object>(nextConfig: T, options: SwIsrOptions = {}): T {
  if (process.env.NODE_ENV === 'development') prepareDev(options);
  if (typeof nextConfig !== 'function') return addHook(nextConfig, options);
  const read = nextConfig as unknown as (...args: unknown[]) => object | Promise<object>;
  return (async (...args: unknown[]) => addHook(await read(...args), options)) as unknown as T;
}
