import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { serve } from '../../../src/build/index.js';
import { CONFIG, withProject } from '../project.js';

const DEADLINE_MS = 30_000;

/** What the server tells open pages; `next()` waits for one more message. */
async function listen(url: string) {
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(DEADLINE_MS)]);
  const { body, headers } = await fetch(new URL('/__sw-isr/watch', url), { signal });
  assert.equal(headers.get('content-type'), 'text/event-stream');
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  const next = async (): Promise<void> => {
    while (!(await reader?.read())?.value?.includes('data:'));
  };
  return { next, stop: () => stop.abort() };
}

describe('serve with watch', () => {
  it('tells open pages of a changed file and of a new worker, and keeps the last one that is right', async () => {
    const named = (tag: string) => CONFIG.replace('match', `tags: ['${tag}'], match`);
    const files = { 'site/index.html': '<head></head>one', 'isr.config.ts': named('first') };
    await withProject(files, async ({ folder, write }) => {
      const built: unknown[] = [];
      let onBuilt: () => void = () => undefined;
      const server = await serve({
        dir: 'site',
        port: 0,
        cwd: folder,
        config: 'isr.config.ts',
        watch: true,
        onBuilt: (error) => {
          built.push(error);
          onBuilt();
        },
      });
      const text = async (path: string) => (await fetch(new URL(path, server.url))).text();
      try {
        assert.match(await text('/'), /src="\/__sw-isr\/reload\.js"/);
        assert.match(await text('/__sw-isr/reload.js'), /EventSource/);
        const pages = await listen(server.url);
        await write({ 'site/index.html': '<head></head>two' });
        await pages.next();
        assert.match(await text('/'), /two/);
        await write({ 'isr.config.ts': named('second') });
        await pages.next();
        assert.match(await text('/sw.js'), /second/);
        const failed = new Promise<void>((done) => (onBuilt = done));
        await write({ 'isr.config.ts': CONFIG.replace('match', 'mtch') });
        await failed;
        assert.match(String(built.at(-1)), /did you mean "match"/);
        assert.match(await text('/sw.js'), /second/);
        pages.stop();
      } finally {
        await server.close();
      }
    });
  });

  it('adds nothing to pages without it', async () => {
    await withProject({ 'site/index.html': '<head></head>' }, async ({ folder }) => {
      const server = await serve({ dir: 'site', port: 0, cwd: folder });
      try {
        assert.doesNotMatch(await (await fetch(server.url)).text(), /reload/);
        assert.equal((await fetch(new URL('/__sw-isr/watch', server.url))).status, 404);
      } finally {
        await server.close();
      }
    });
  });
});
