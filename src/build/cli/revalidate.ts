/** `sw-isr revalidate`: publishes to a feed by hand. */
import { Webhook } from 'standardwebhooks';
import { failure, IsrError } from '../../shared/errors.js';
import { type Arguments, readList, readText } from './arguments.js';
import { printResult } from './terminal.js';
import { DEFAULT_PATH, DEFAULT_PORT, SECRET_VARIABLE, secretsIn } from './feed.js';

/** Longer than a feed may wait for its CDNs. */
const TIMEOUT_MS = 60_000;

interface Publication {
  readonly tags?: readonly string[];
  readonly paths?: readonly string[];
  readonly mode?: 'hard';
  readonly deployment?: string;
}

const refused = (fault: string, remedy: string): IsrError =>
  failure('bad-request', 'read the flags of "revalidate"', fault, remedy);

export function readPublication({ flags }: Arguments): Publication {
  const tags = readList(flags, 'tag');
  const given = readList(flags, 'path');
  const deployment = readText(flags, 'deployment');
  const isNaming = tags.length + given.length > 0;
  if (!isNaming && deployment === undefined)
    throw refused('nothing is named', 'Write --tag, --path or --deployment');
  if (flags.prefix === true && given.length === 0)
    throw refused('--prefix has no path', 'Write --path=PATH too');
  if (flags.hard === true && !isNaming)
    throw refused('--hard has no tag or path', 'Write --tag or --path too');
  const wrong = given.find((path) => !path.startsWith('/'));
  if (wrong !== undefined)
    throw refused(`the path "${wrong}" does not begin with "/"`, 'Write one such as /products');
  const paths = flags.prefix === true ? given.map((path) => `${path.replace(/\/(?:\*)?$/, '')}/*`) : given;
  return {
    ...(tags.length > 0 && { tags }),
    ...(paths.length > 0 && { paths }),
    ...(flags.hard === true && { mode: 'hard' as const }),
    ...(deployment !== undefined && { deployment }),
  };
}

/** What was published, in words. */
function describe({ tags, paths, mode, deployment }: Publication): string {
  const names = [
    ...(tags ? [`tags ${tags.join(', ')}`] : []),
    ...(paths ? [`paths ${paths.join(', ')}`] : []),
  ].join(' and ');
  return [
    ...(names ? [`${names} (${mode ?? 'soft'})`] : []),
    ...(deployment ? [`deployment ${deployment}`] : []),
  ].join('; ');
}

function sign(secret: string, body: string): Record<string, string> {
  const id = `cli_${crypto.randomUUID()}`;
  const now = new Date();
  const webhook = secret.startsWith('whsec_')
    ? new Webhook(secret)
    : new Webhook(Buffer.from(secret), { format: 'raw' });
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': webhook.sign(id, now, body),
  };
}

interface Answer {
  readonly error?: unknown;
  readonly offset?: unknown;
}

async function answerOf(response: Response): Promise<Answer> {
  try {
    return ((await response.json()) as Answer | null) ?? {};
  } catch {
    return {};
  }
}

async function post(url: string, secret: string, body: string): Promise<Response> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    return await fetch(url, {
      method: 'POST',
      headers: sign(secret, body),
      body,
      redirect: 'manual',
      signal,
    });
  } catch (cause) {
    const isLate = cause instanceof Error && cause.name === 'TimeoutError';
    const fault = isLate ? `it did not answer in ${TIMEOUT_MS / 1000} seconds` : 'it cannot be reached';
    throw failure(
      'failed',
      `publish to "${url}"`,
      fault,
      'Start it with sw-isr feed, or name it with --feed=URL',
      cause,
    );
  }
}

export interface Published {
  feed: string;
  published: Publication;
  /** The offset of the event, if the feed tells it. */
  offset: string | null;
}

/** @throws IsrError `bad-request`, `failed` */
export async function send(given: Arguments, env: NodeJS.ProcessEnv = process.env): Promise<Published> {
  const publication = readPublication(given);
  const url =
    readText(given.flags, 'feed') ?? env.ISR_FEED_URL ?? `http://localhost:${DEFAULT_PORT}${DEFAULT_PATH}`;
  if (!URL.canParse(url) || !/^https?:/.test(url))
    throw refused(`the feed "${url}" is not a URL`, 'Write --feed=https://shop.example/_isr/feed');
  const [secret] = secretsIn(env);
  if (!secret)
    throw failure(
      'bad-request',
      `publish to "${url}"`,
      `${SECRET_VARIABLE} is not set`,
      "Set it to the feed's secret",
    );
  const response = await post(url, secret, JSON.stringify(publication));
  const { error, offset } = await answerOf(response);
  if (!response.ok)
    throw new IsrError(
      'failed',
      `Failed to publish to "${url}": it answered ${response.status}. ` +
        (typeof error === 'string' ? error : 'Check that it is the address of a feed.'),
    );
  const at = response.headers.get('stream-next-offset') ?? (typeof offset === 'string' ? offset : undefined);
  return { feed: url, published: publication, offset: at ?? null };
}

const inWords = ({ published, offset }: Published): string =>
  `Published ${describe(published)}${offset ? `, at offset ${offset}` : ''}`;

/** @returns what was published, in words, and the offset of it @throws IsrError `bad-request`, `failed` */
export const publish = async (given: Arguments, env?: NodeJS.ProcessEnv): Promise<string> =>
  inWords(await send(given, env));

export async function runRevalidate(given: Arguments): Promise<void> {
  const sent = await send(given);
  printResult(given.flags.json === true, sent, () => inWords(sent));
}
