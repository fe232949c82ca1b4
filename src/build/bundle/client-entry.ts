/** The entry of `sw-isr.js`, which imports the features that a config uses. The bundler leaves out the others. */
import type { IsrConfig } from '../../config/types.js';
import { distFile } from './package-files.js';

/** The old workers that only a page can remove: a worker does not see those of other scopes. */
function oldWorkers(takeover: IsrConfig['takeover']): object | undefined {
  const { scripts = [], scopes = [] } = typeof takeover === 'object' ? takeover : {};
  return scripts.length + scopes.length > 0 ? { scripts, scopes } : undefined;
}

/**
 * The module registers the worker beside it when it is loaded. The query of its own URL may name another worker:
 * `/sw-isr.js?sw=/other.js`. `ready`: the client of that worker; never rejects.
 */
export function clientEntry({
  feed,
  speculate,
  takeover,
}: Pick<IsrConfig, 'feed' | 'speculate' | 'takeover'>): string {
  const old = oldWorkers(takeover);
  const features = Object.entries({ feed: feed !== undefined, speculate }).flatMap(([name, isUsed]) =>
    isUsed ? [name] : [],
  );
  return `
import { ${['createRegister', ...features, ...(old ? ['takeOver'] : [])].join(', ')} } from ${JSON.stringify(distFile('client-parts.js'))};
export const register = createRegister({ ${features.join(', ')} });
const here = new URL(import.meta.url);
export const ready = register(new URL(here.searchParams.get('sw') ?? 'sw.js', here));
${old ? `takeOver(ready, ${JSON.stringify(old)}, here).catch(() => undefined);\n` : ''}`;
}
