/** The commands, with a blank line between two. The first line of each says what it does. */
const COMMANDS = `
  init [FOLDER]    Set up the project in this folder: detect its framework, show the changes, and ask
    --yes            write them without asking
    --dry-run        write nothing
    --json           print the changes as JSON; they are written with --yes

  build            Build the worker of the config: OUT/sw.js and OUT/sw-isr.js
    --config FILE    the config (default: isr.config.ts, .mts, .js or .mjs here)
    --out FOLDER     the root of the site (default: public)
    --deployment ID  the ID of this deployment, if the config has none
    --kill           build a worker that removes itself and its data
    --dev            the same for a dev server, where a production worker may still be installed
    --watch          build again on every change
    --no-minify      leave the code readable
    --sourcemap      write source maps
    --json           print the result as JSON

  serve FOLDER     Serve a folder of static files with a worker built for it
    --port NUMBER    (default: 3000; 0: any free port)
    --delay MS       delay every page, to simulate a slow origin
    --config FILE    the config (default: every page is fresh for 5 minutes)
    --watch          reload open pages when a file changes, and build again when the config does
    --json           print the address as JSON

  explain URL      Explain which route takes a URL or a path, its key, lifetime and tags, and why
    --config FILE    the config (default: isr.config.ts, .mts, .js or .mjs here)
    --origin URL     the site of a path, whose pages alone the worker answers (default: https://site.example)
    --deployment ID  the deployment in the key, if the config names none
    --json           print the result as JSON

  pages [ORIGIN]   List the pages that are fetched ahead: the paths and the sitemaps of the config
    --config FILE    the config (default: isr.config.ts, .mts, .js or .mjs here)
    --deployment ID  the deployment in the keys, if the config names none
    --limit NUMBER   how many pages are listed (default: all)
    --timeout MS     how long one sitemap may take, in milliseconds (default: 15000)
    --json           print the result as JSON

  doctor ORIGIN    Check a running site before it has a worker
    --config FILE    group its pages by the routes of this config
    --cookie COOKIE  a visitor's cookie, such as 'session=…'; may be given several times
    --header HEADER  'Name: value', for every request; may be given several times
    --path PATH      a page to request (default: /, its links, the sitemap); may be given several times
    --limit NUMBER   how many pages are requested (default: 20)
    --worker PATH    the path of the worker (default: /sw.js)
    --timeout MS     how long a response may take, in milliseconds (default: 15000)
    --json           print the result as JSON

  feed             Run a revalidation feed. Its secret is ISR_FEED_SECRET
    --port NUMBER    (default: 4000; 0: any free port)
    --storage WHERE  a file for SQLite, redis://HOST or memory (default: isr.db)
    --path PATH      the path of the feed (default: /_isr/feed)
    --retain TIME    how long events are kept, such as 12h or 7d (default: 7d)
    --json           print the address as JSON

  revalidate       Publish to a feed that pages have changed. Signed with ISR_FEED_SECRET
    --tag TAG        a tag; may be given several times
    --path PATH      a path; may be given several times
    --prefix         the paths, and all below them
    --hard           the next visit asks the server first
    --deployment ID  the deployment that the site serves now
    --feed URL       (default: ISR_FEED_URL, or http://localhost:4000/_isr/feed)
    --json           print the result as JSON

  mcp              Serve explain, doctor and pages to tools, by the Model Context Protocol on standard input
`;

/** Two lines that one would type, and the exit codes other than 0, of each command. */
const MORE: Readonly<Record<string, { examples: readonly string[]; codes?: string }>> = {
  init: {
    examples: ['sw-isr init', 'sw-isr init apps/web --dry-run'],
    codes: '1  nothing was written, or it failed',
  },
  build: { examples: ['sw-isr build --out dist', 'sw-isr build --watch --no-minify'] },
  serve: { examples: ['sw-isr serve public --watch', 'sw-isr serve public --port 0 --delay 500'] },
  explain: {
    examples: [
      'sw-isr explain /products/1',
      'sw-isr explain https://shop.example/products/1?ref=mail --json',
    ],
  },
  pages: {
    examples: ['sw-isr pages', 'sw-isr pages https://shop.example --limit 20'],
    codes: "1  some paths can't be read, or the config is wrong",
  },
  doctor: {
    examples: [
      "sw-isr doctor https://shop.example --cookie 'session=…'",
      'sw-isr doctor http://localhost:8080 --json',
    ],
    codes: '1  errors were found\n  2  it could not run',
  },
  feed: { examples: ['sw-isr feed', 'sw-isr feed --port 5000 --storage memory'] },
  revalidate: {
    examples: ['sw-isr revalidate --tag product:1', 'sw-isr revalidate --path /blog --prefix --hard'],
  },
  mcp: { examples: ['sw-isr mcp'] },
};

/** Commands of other tools, by what they are here. */
export const SYNONYMS: Readonly<Record<string, string>> = {
  setup: 'init',
  create: 'init',
  install: 'init',
  add: 'init',
  watch: 'build',
  bundle: 'build',
  dev: 'serve',
  start: 'serve',
  preview: 'serve',
  why: 'explain',
  list: 'pages',
  check: 'doctor',
  audit: 'doctor',
  purge: 'revalidate',
  invalidate: 'revalidate',
  publish: 'revalidate',
};

/** The part of a command, by its name. */
const parts = new Map(
  COMMANDS.trim()
    .split('\n\n')
    .map((part) => [part.trim().split(' ')[0] ?? '', part.trim()] as const),
);

/** Splits the first line of a part: the usage, and what the command does. */
const headOf = (part: string): readonly [usage: string, about: string] => {
  const [usage = '', ...about] = (part.split('\n')[0] ?? '').split(/ {2,}/);
  return [usage, about.join(' ')];
};

const hasFlags = (part: string): boolean => part.includes('\n');

/** The commands, one a line. */
function helpForAll(): string {
  const heads = [...parts.values()].map(headOf);
  const width = Math.max(...heads.map(([usage]) => usage.length));
  return [
    'Usage: sw-isr <command> [flags]',
    '',
    ...heads.map(([usage, about]) => `  ${usage.padEnd(width)}  ${about}`),
    '',
    '  --help, --version',
    '',
    'sw-isr <command> --help lists the flags of a command.',
  ].join('\n');
}

/** The usage, the flags with their defaults, examples and exit codes of a command; without a name, all commands. */
export function helpFor(command?: string): string {
  const part = command === undefined ? undefined : parts.get(command);
  if (command === undefined || part === undefined) return helpForAll();
  const [usage, about] = headOf(part);
  const { examples = [], codes = '1  it failed; the message says why' } = MORE[command] ?? {};
  const flags = part.split('\n').slice(1);
  return [
    `Usage: sw-isr ${usage}${hasFlags(part) ? ' [flags]' : ''}`,
    '',
    `${about}.`,
    ...(flags.length > 0 ? ['', 'Flags', ...flags.map((line) => line.slice(2))] : []),
    ...(examples.length > 0 ? ['', 'Examples', ...examples.map((line) => `  ${line}`)] : []),
    ...['', 'Exit codes', '  0  it succeeded', `  ${codes}`],
  ].join('\n');
}
