/** The public suite of Durable Streams, for what a server has that is only read, in JSON. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { startStreams } from './streams-server.js';

/** The parts of the suite that read. The others create, append, close, fork or expire streams. */
const PARTS = [
  ...['Read Operations', 'Long-Poll Operations', 'Long-Poll Edge Cases', 'Browser Security Headers'],
  ...[
    'HEAD Metadata',
    'Offset Validation and Resumability',
    'Caching and ETag',
    'Chunking and Large Payloads',
  ],
  ...['Read-Your-Writes Consistency', 'SSE Mode', 'JSON Mode'],
];
/** Tests in these parts that are about something else, each with the reason. */
const ELSEWHERE: [test: RegExp, reason: string][] = [
  [/Fork/, 'a feed is not forked'],
  [/on (?:PUT|POST) responses/, 'the server of this test answers these'],
  [/security headers on error responses/, 'a stream that does not exist: the server of this test answers'],
  [/TTL metadata/, 'a feed does not expire'],
  [/CORS preflight/, 'a feed answers OPTIONS itself: see feed.test.ts'],
  [/chunk-size pagination/, 'bytes; it also fills the stack of Node with 100,000 arguments'],
  [
    /base64|binary|newlines in text\/plain|CRLF injection/,
    'a feed is JSON, which has no line breaks between members',
  ],
];

interface Report {
  testResults: { assertionResults: { fullName: string; status: string; failureMessages: string[] }[] }[];
}

it('conforms to the public suite of Durable Streams, where it reads JSON', async () => {
  const { url, server } = await startStreams();
  const folder = await mkdtemp(join(tmpdir(), 'isr-conformance-'));
  try {
    const file = join(folder, 'report.json');
    const args = ['run', '--config', 'test/server/conformance/vitest.config.mjs'];
    const filter = ['--reporter=json', `--outputFile=${file}`, '-t', `^(?:${PARTS.join('|')})`];
    const env = { ...process.env, STREAMS_URL: url };
    const child = spawn('node_modules/.bin/vitest', [...args, ...filter], { env, stdio: 'ignore' });
    await once(child, 'exit');
    const report = JSON.parse(await readFile(file, 'utf8')) as Report;
    const all = report.testResults.flatMap(({ assertionResults }) => assertionResults);
    const ours = all.filter(({ fullName }) => !ELSEWHERE.some(([test]) => test.test(fullName)));
    const failed = ours.filter(({ status }) => status === 'failed');
    assert.deepEqual(
      failed.map(({ fullName, failureMessages }) => `${fullName}: ${failureMessages[0] ?? ''}`),
      [],
    );
    const passed = ours.filter(({ status }) => status === 'passed').length;
    assert.ok(passed >= 80, `only ${passed} tests of the suite were run`);
  } finally {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
  }
});
