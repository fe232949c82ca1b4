/** How the site serves `sw.js` and `sw-isr.js`. */
import { deltaSeconds, parseCacheControl } from '../../../core/http/cache-control.js';
import { isHtml } from '../../../core/http/html.js';
import type { Asker } from '../asking/asker.js';
import type { Answer, Asked } from '../asking/http.js';
import { locationOf } from '../asking/redirect.js';
import { type Finding, finding } from '../findings.js';
import { inWords } from '../page/caching.js';
import { clears } from '../page/policies.js';

/** JavaScript types (MIME Sniffing §4.6). Browsers refuse a worker of any other type. */
const JAVASCRIPT =
  /^(?:(?:text|application)\/(?:x-)?(?:java|ecma)script|text\/(?:jscript|livescript|javascript1\.[0-5]))\s*(?:;|$)/i;

/** A script that is cached for longer is updated too late. */
const MAX_CACHED_SECONDS = 3600;

export interface WorkerScripts {
  /** The worker's script, if the site has one. */
  worker: Answer | undefined;
  findings: Finding[];
}

/**
 * Whether a script is missing: 404, or a page or a redirect in its place, which some hosts send for unknown paths.
 * @param unknown the response for a script that certainly does not exist
 */
function isMissing(asked: Asked, unknown: Asked): boolean {
  if (asked.kind === 'none') return false;
  const { status, headers } = asked;
  if (status === 404 || status === 410) return true;
  if (status === 200) return isHtml(headers.get('content-type'));
  return status < 400 && unknown.kind === 'answer' && status === unknown.status;
}

function cachedFor({ headers }: Answer): string | undefined {
  const field = headers.get('cache-control') ?? '';
  const directives = parseCacheControl(field);
  const seconds = Math.max(...['max-age', 's-maxage'].map((name) => deltaSeconds(directives.get(name)) ?? 0));
  return directives.has('no-cache') || directives.has('no-store') || seconds <= MAX_CACHED_SECONDS
    ? undefined
    : `may be cached for ${inWords(seconds)} (Cache-Control: ${field})`;
}

/** The consequence of a cached script. For the worker's script browsers bypass their own cache, but CDNs do not. */
const LATE = {
  worker:
    'browsers bypass their own cache for the worker, but not for its imports, and a CDN goes on serving the old one',
  script: 'pages go on with the old one',
} as const;

/** Why browsers refuse the script; undefined if they accept it. */
function refusal(path: string, url: URL, asked: Asked): Finding | undefined {
  if (asked.kind === 'none') return finding('script-refused', `${path} could not be read: ${asked.why}.`);
  const location = locationOf(asked, url);
  if (location)
    return finding('script-redirects', `${path} redirects (${asked.status}) to ${location.href}.`);
  if (asked.status !== 200) return finding('script-refused', `${path} is answered with ${asked.status}.`);
  const type = asked.headers.get('content-type');
  if (!JAVASCRIPT.test(type ?? ''))
    return finding(
      'script-type',
      type === null
        ? `${path} has no Content-Type, so browsers refuse it.`
        : `${path} is sent as ${type}, which browsers refuse.`,
    );
  return asked.bodyFault
    ? finding('script-refused', `${path} is sent in part only: its body is ${asked.bodyFault}.`)
    : undefined;
}

function scriptFindings(path: string, url: URL, asked: Asked, as: 'worker' | 'script'): Finding[] {
  const refused = refusal(path, url, asked);
  if (refused || asked.kind === 'none') return refused ? [refused] : [];
  const cached = cachedFor(asked);
  const cleared = clears(asked.headers.get('clear-site-data'));
  return [
    finding('worker-script', `${path} is there, and is JavaScript.`),
    ...(cached === undefined ? [] : [finding('script-cached', `${path} ${cached}: ${LATE[as]}.`)]),
    ...(cleared === undefined
      ? []
      : [
          finding(
            'worker-clears-data',
            `${path} is sent with Clear-Site-Data: ${cleared}: each check for a new worker empties the store.`,
          ),
        ]),
  ];
}

function scopeFindings({ pathname }: URL, { headers, text }: Answer): Finding[] {
  const folder = pathname.slice(0, pathname.lastIndexOf('/') + 1);
  const allowed = headers.get('service-worker-allowed') ?? folder;
  return [
    ...(folder !== '/' && allowed !== '/'
      ? [
          finding(
            'worker-scope',
            `${pathname} answers only for its own folder, ${folder}: Service-Worker-Allowed is not /.`,
          ),
        ]
      : []),
    ...(/sw-isr/.test(text) ? [] : [finding('other-worker', `${pathname} is a worker without sw-isr.`)]),
  ];
}

/** `worker`: registered by the browser. `script`: loaded by pages. */
interface Script {
  url: URL;
  as: 'worker' | 'script';
}

/**
 * Requests both scripts, and reports why browsers cannot use them.
 * @param unknown the response for a script that certainly does not exist
 */
export async function checkWorkerScripts(asker: Asker, path: string, unknown: Asked): Promise<WorkerScripts> {
  const url = new URL(path, asker.origin);
  const scripts: Script[] = [
    { url, as: 'worker' },
    { url: new URL('sw-isr.js', url), as: 'script' },
  ];
  const names = scripts.map((script) => script.url.pathname);
  const asked: (Script & { answer: Asked })[] = [];
  for (const script of scripts)
    asked.push({ ...script, answer: await asker.loadScript(script.url, script.as) });
  const missing = asked.filter(({ answer }) => isMissing(answer, unknown));
  if (missing.length === asked.length)
    return {
      worker: undefined,
      findings: [finding('worker-missing', `The site has neither ${names.join(' nor ')} yet.`)],
    };
  const there = asked.filter((one) => !missing.includes(one));
  const worker = there.find(({ as }) => as === 'worker')?.answer;
  const answer = worker?.kind === 'answer' && worker.status === 200 ? worker : undefined;
  return {
    worker: answer,
    findings: [
      ...missing.map((one) =>
        finding('script-missing', `${one.url.pathname} is missing, although the other script exists.`),
      ),
      ...there.flatMap((one) => scriptFindings(one.url.pathname, one.url, one.answer, one.as)),
      ...(answer ? scopeFindings(url, answer) : []),
    ],
  };
}
