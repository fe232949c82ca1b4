/** A server of the Model Context Protocol over standard input and output: one JSON-RPC 2.0 message a line. */
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { packageVersion } from '../bundle/package-files.js';
import { faultIn, outputSchemaOf, TOOLS } from './tools.js';

type Json = Record<string, unknown>;
type Id = string | number;

/** The versions of the protocol whose messages this server speaks, the newest first. */
const VERSIONS = ['2025-06-18', '2025-03-26', '2024-11-05'];

/** The error codes of JSON-RPC 2.0. */
const CODES = { parse: -32_700, request: -32_600, method: -32_601, params: -32_602, internal: -32_603 };

class RpcError extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function initialize({ protocolVersion }: Json): Json {
  const isKnown = typeof protocolVersion === 'string' && VERSIONS.includes(protocolVersion);
  return {
    protocolVersion: isKnown ? protocolVersion : VERSIONS[0],
    capabilities: { tools: {} },
    serverInfo: { name: 'sw-isr', title: 'sw-isr', version: packageVersion() },
    instructions:
      'Ask "explain" which rule holds for a URL, "doctor" with "paths" what the server answers, and "pages" what is fetched ahead.',
  };
}

const listTools = (): Json => ({
  tools: TOOLS.map(({ name, title, description, inputSchema }) => ({
    name,
    title,
    description,
    inputSchema,
    outputSchema: outputSchemaOf(name),
    annotations: { readOnlyHint: true, openWorldHint: name !== 'explain' },
  })),
});

/** A tool that fails is a result with `isError`, so that the model reads the reason. */
async function callTool({ name, arguments: args = {} }: Json): Promise<Json> {
  const tool = TOOLS.find((one) => one.name === name);
  if (!tool) throw new RpcError(CODES.params, `There is no tool "${String(name)}".`);
  if (!isObject(args)) throw new RpcError(CODES.params, 'The arguments are not an object.');
  const fault = faultIn(tool, args);
  if (fault)
    return { content: [{ type: 'text', text: `Failed to call "${tool.name}": ${fault}.` }], isError: true };
  try {
    const structuredContent = await tool.run(args);
    return { content: [{ type: 'text', text: JSON.stringify(structuredContent) }], structuredContent };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { content: [{ type: 'text', text }], isError: true };
  }
}

const METHODS: Record<string, (params: Json) => Json | Promise<Json>> = {
  initialize,
  ping: () => ({}),
  'tools/list': listTools,
  'tools/call': callTool,
};

/** The answer to one message; undefined for a notification. */
export async function answer(line: string): Promise<Json | undefined> {
  let id: Id | null = null;
  try {
    let message: unknown;
    try {
      message = JSON.parse(line);
    } catch {
      throw new RpcError(CODES.parse, 'The line is not JSON.');
    }
    if (!isObject(message) || message.jsonrpc !== '2.0' || typeof message.method !== 'string')
      throw new RpcError(CODES.request, 'The message is not a request of JSON-RPC 2.0.');
    const { method, params = {} } = message;
    if (message.id === undefined) return undefined;
    id = message.id as Id;
    const handle = Object.hasOwn(METHODS, method) ? METHODS[method] : undefined;
    if (!handle) throw new RpcError(CODES.method, `There is no method "${method}".`);
    return { jsonrpc: '2.0', id, result: await handle(isObject(params) ? params : {}) };
  } catch (error) {
    const code = error instanceof RpcError ? error.code : CODES.internal;
    const text = error instanceof Error ? error.message : String(error);
    return { jsonrpc: '2.0', id, error: { code, message: text } };
  }
}

/** Answers until the input ends and all calls have been answered. */
export async function serveMcp(input: Readable, output: Writable): Promise<void> {
  const pending = new Set<Promise<void>>();
  for await (const line of createInterface({ input })) {
    if (!line.trim()) continue;
    const answering = answer(line).then((message) => {
      if (message) output.write(`${JSON.stringify(message)}\n`);
    });
    pending.add(answering);
    answering.finally(() => pending.delete(answering)).catch(() => undefined);
  }
  await Promise.allSettled(pending);
}
