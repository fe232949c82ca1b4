/** The tools of `sw-isr mcp`: what they take, and what they call. */
import { readFileSync } from 'node:fs';
import { doctor } from '../doctor/doctor.js';
import { explain } from '../explain/explain.js';
import { listPages } from '../explain/pages.js';
import { packageFile } from '../bundle/package-files.js';

type Json = Record<string, unknown>;

export interface Tool {
  name: string;
  title: string;
  description: string;
  inputSchema: {
    type: 'object';
    properties: Record<string, Json>;
    required: string[];
    additionalProperties: false;
  };
  run(args: Json): Promise<object>;
}

const text = (description: string): Json => ({ type: 'string', description });
const texts = (description: string): Json => ({ type: 'array', items: { type: 'string' }, description });
const number = (description: string): Json => ({ type: 'integer', minimum: 0, description });

const CONFIG = text('The path of isr.config.ts. Default: the one in the folder of the server.');
const input = (properties: Record<string, Json>, required: string[] = []): Tool['inputSchema'] => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

export const TOOLS: readonly Tool[] = [
  {
    name: 'explain',
    title: 'Explain a URL',
    description:
      'Which route of the sw-isr config takes a URL, its cache key, lifetime and tags, and why, in sentences. Requests nothing.',
    inputSchema: input(
      {
        url: text('A URL or a path.'),
        origin: text('The site of a path, such as https://shop.example.'),
        config: CONFIG,
      },
      ['url'],
    ),
    run: (args) => explain(args as unknown as Parameters<typeof explain>[0]),
  },
  {
    name: 'doctor',
    title: 'Check pages of a running site',
    description:
      'Requests pages of a running site as a visitor and without cookies. Says whose each page is, how the worker reads its headers and for how long it is fresh, and what a service worker would break. Use it to find out why a page is stale or never stored.',
    inputSchema: input(
      {
        origin: text('Scheme and host, such as https://shop.example.'),
        paths: texts('The pages to request. Default: some that the site links to.'),
        cookies: texts("A visitor's cookies, such as 'session=…'."),
        limit: number('How many pages are requested. Default: 20.'),
        config: text(
          'Groups the pages by the routes of this config. Default: every page, fresh for 5 minutes.',
        ),
      },
      ['origin'],
    ),
    run: (args) => doctor(args as unknown as Parameters<typeof doctor>[0]),
  },
  {
    name: 'pages',
    title: 'List the pages that are fetched ahead',
    description:
      "Lists the pages of the config's paths and sitemaps, which the worker fetches ahead, each with its route, cache key, lifetime and tags.",
    inputSchema: input({
      origin: text('The running site, whose sitemaps are read.'),
      limit: number('How many pages are listed. Default: all.'),
      config: CONFIG,
    }),
    run: (args) => listPages(args),
  },
];

/** The JSON schema of what a tool results in. */
export const outputSchemaOf = (name: string): Json =>
  JSON.parse(readFileSync(packageFile(`docs/schemas/${name}.json`), 'utf8')) as Json;

const TYPES: Record<string, (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  integer: (value) => Number.isInteger(value) && (value as number) >= 0,
  array: (value) => Array.isArray(value) && value.every((one) => typeof one === 'string'),
};

/** What is wrong with the arguments of a call; undefined if nothing is. */
export function faultIn({ inputSchema: { properties, required } }: Tool, args: Json): string | undefined {
  const missing = required.find((name) => args[name] === undefined);
  if (missing) return `"${missing}" is missing`;
  for (const [name, value] of Object.entries(args)) {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (!property) return `"${name}" does not exist; allowed: ${Object.keys(properties).join(', ')}`;
    if (!TYPES[String(property.type)]?.(value))
      return `"${name}" is not of the type ${String(property.type)}`;
  }
  return undefined;
}
