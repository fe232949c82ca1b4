import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { build } from 'esbuild';

/** Those that have to run in Workers, Bun and Deno too. */
const PORTABLE = ['webhooks/receive.ts', 'adapters/index.ts', 'purge/index.ts'];

describe('the server without Node', () => {
  for (const file of PORTABLE)
    it(`${file} imports nothing of Node, and uses no global of its own`, async () => {
      const { outputFiles } = await build({
        entryPoints: [`src/server/${file}`],
        bundle: true,
        write: false,
        format: 'esm',
        platform: 'browser',
        logLevel: 'silent',
      });
      const code = outputFiles[0]?.text ?? '';
      assert.ok(code.length > 1000);
      assert.doesNotMatch(code, /from "node:|require\("|\bprocess\.|\bBuffer\.(?:from|alloc)/);
    });
});
