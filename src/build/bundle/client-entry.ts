/** The entry of `sw-isr.js`, which imports the features that a config uses. The bundler leaves out the others. */
import type { IsrConfig } from '../../config/types.js';
import { distFile } from './package-files.js';

/**
 * The module registers the worker beside it when it is loaded. The query of its own URL may name another worker:
 * `/sw-isr.js?sw=/other.js`. `ready`: the client of that worker; never rejects.
 */
export function clientEntry({ feed, speculate }: Pick<IsrConfig, 'feed' | 'speculate'>): string {
  const features = Object.entries({ feed: feed !== undefined, speculate }).flatMap(([name, isUsed]) =>
    isUsed ? [name] : [],
  );
  return `
import { ${['createRegister', ...features].join(', ')} } from ${JSON.stringify(distFile('client-parts.js'))};
export const register = createRegister({ ${features.join(', ')} });
const here = new URL(import.meta.url);
export const ready = register(new URL(here.searchParams.get('sw') ?? 'sw.js', here));
`;
}
