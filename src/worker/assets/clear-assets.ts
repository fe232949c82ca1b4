/** Deletes all stored assets: their URLs do not tell which of them are a user's (rule 26). */
import { ASSETS_OF } from '../deployments/deployments.js';
import type { Context } from '../runtime/context.js';
import { allOf } from '../visitor/clear.js';

export async function deleteAssets({ use }: Context): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(ASSETS_OF));
  await allOf([
    ...names.map((name) => caches.delete(name)),
    use((store) => store.setState('assets', undefined)),
  ]);
}
