import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { describe, it } from 'node:test';
import { answer, serveMcp } from '../../src/build/mcp/server.js';
import { faultsBySchema } from './schemas.js';
import { CONFIG, withProject } from './project.js';

interface Result {
  isError?: boolean;
  content: { type: string; text: string }[];
  structuredContent?: { route?: string; pages?: unknown[] };
  tools: { name: string; inputSchema: { required: string[] }; outputSchema: { title: string } }[];
  protocolVersion: string;
}

const ask = async (method: string, params?: object) => {
  const message = await answer(JSON.stringify({ jsonrpc: '2.0', id: 7, method, params }));
  assert.equal(message?.id, 7);
  return message as { result: Result; error?: { code: number; message: string } };
};

describe('sw-isr mcp', () => {
  it('agrees on a version of the protocol, and lists its tools with their schemas', async () => {
    for (const [given, agreed] of [
      ['2024-11-05', '2024-11-05'],
      ['1999-01-01', '2025-06-18'],
    ]) {
      const { result } = await ask('initialize', { protocolVersion: given, capabilities: {} });
      assert.equal(result.protocolVersion, agreed);
    }
    const { tools } = (await ask('tools/list')).result;
    assert.deepEqual(
      tools.map(({ name, outputSchema }) => [name, outputSchema.title]),
      ['explain', 'doctor', 'pages'].map((name) => [name, `The result of sw-isr ${name}`]),
    );
  });

  it('calls a tool, and answers a fault as a result that a model can read', async () => {
    await withProject({ 'isr.config.ts': CONFIG }, async ({ folder }) => {
      const config = `${folder}/isr.config.ts`;
      const call = async (name: string, args: object) =>
        (await ask('tools/call', { name, arguments: args })).result;
      const { structuredContent, content } = await call('explain', { url: '/a', config });
      assert.equal(structuredContent?.route, '/*');
      assert.deepEqual(JSON.parse(content[0]?.text ?? ''), structuredContent);
      assert.deepEqual(faultsBySchema('explain', structuredContent), []);
      assert.deepEqual(faultsBySchema('pages', (await call('pages', { config })).structuredContent), []);
      for (const [name, args, says] of [
        ['explain', {}, /"url" is missing/],
        ['explain', { url: 1 }, /"url" is not of the type string/],
        ['pages', { confg: 'x' }, /"confg" does not exist/],
        ['pages', { config: '/nowhere.ts' }, /does not exist in/],
        ['doctor', { origin: 'shop' }, /it has no scheme/],
      ] as const) {
        const { isError, content: texts } = await call(name, args);
        assert.equal(isError, true);
        assert.match(texts[0]?.text ?? '', says);
      }
    });
  });

  it('answers what is no request with the code for it', async () => {
    assert.equal((await ask('tools/none')).error?.code, -32_601);
    assert.equal((await ask('tools/call', { name: 'none' })).error?.code, -32_602);
    const codeOf = async (line: string) => ((await answer(line))?.error as { code: number }).code;
    assert.equal(await codeOf('{'), -32_700);
    assert.equal(await codeOf('[]'), -32_600);
  });

  it('writes one line for each request and none for a notification, and ends with its input', async () => {
    const input = new PassThrough();
    const output = new PassThrough();
    const served = serveMcp(input, output);
    input.write('{"jsonrpc":"2.0","method":"notifications/initialized"}\n\n');
    input.end('{"jsonrpc":"2.0","id":"a","method":"ping"}\n');
    await served;
    assert.equal(String(output.read()), '{"jsonrpc":"2.0","id":"a","result":{}}\n');
  });
});
