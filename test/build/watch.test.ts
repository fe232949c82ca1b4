import assert from 'node:assert/strict';
import { once, EventEmitter } from 'node:events';
import { describe, it } from 'node:test';
import { watch, type WatchOutcome } from '../../src/build/index.js';
import { CONFIG, withProject } from './project.js';

describe('watch', () => {
  it('builds again when a file changes, and survives a wrong one', async () => {
    await withProject({ 'isr.config.ts': CONFIG }, async ({ folder, write }) => {
      const built = new EventEmitter();
      const next = async (): Promise<WatchOutcome> => {
        const [outcome] = (await once(built, 'built', { signal: AbortSignal.timeout(60_000) })) as [
          WatchOutcome,
        ];
        return outcome;
      };
      const after = async (config: string): Promise<WatchOutcome> => {
        const outcome = next();
        await write({ 'isr.config.ts': config });
        return outcome;
      };
      const first = next();
      const watcher = await watch(
        { cwd: folder, out: 'site' },
        (outcome) => void built.emit('built', outcome),
      );
      try {
        const one = await first;
        assert.ok(one.ok);
        assert.ok(!(await after('export default {')).ok, 'a fault of syntax');
        assert.ok(!(await after(CONFIG.replace('match', 'matches'))).ok, 'a fault in the config');
        const two = await after(CONFIG.replace('60', '61'));
        assert.ok(two.ok);
        assert.notEqual(two.result.deployment, one.result.deployment);
      } finally {
        await watcher.close();
      }
    });
  });
});
