/** `npx sw-isr doctor`: examines a running site as a worker would see it. */
import { resolve } from 'node:path';
import { failure } from '../../shared/errors.js';
import { type Asker, createAsker } from './asking/asker.js';
import { createCookieJar } from './asking/cookie-jar.js';
import { findCandidates } from './discovery/candidates.js';
import { choosePages } from './discovery/choose.js';
import { goHome, type Home } from './discovery/home.js';
import { type Finding, type FindingLevel, finding } from './findings.js';
import { checkOptions, type CheckedOptions } from './options.js';
import { diagnosePage, type Diagnosis } from './page/diagnose.js';
import { readRoutes, type SiteRoutes } from '../load-config/routes.js';
import { checkMissingPaths } from './site/missing-paths.js';
import { originFinding, siteFindings } from './site/site-findings.js';
import { checkWorkerScripts } from './site/worker-scripts.js';
import type { DoctorOptions, DoctorResult, DoctorRoute } from './types.js';

/** @throws IsrError `failed` if the site answers nothing. */
function checkReachable(asker: Asker, { asked }: Home, origin: string): void {
  if (asked.kind === 'answer' || asker.counts.answers > 0) return;
  const remedy = /certificate|CERT/.test(asked.why)
    ? 'Name the certificate of its authority in NODE_EXTRA_CA_CERTS'
    : 'Start the site, or correct its address';
  throw failure('failed', `ask "${origin}"`, asked.why, remedy);
}

interface Run {
  asker: Asker;
  routes: SiteRoutes;
  options: DoctorOptions;
  checked: CheckedOptions;
}

/** Diagnoses one page after the other, within the given duration. */
async function diagnoseAll(
  { asker, routes, options, checked }: Run,
  paths: readonly string[],
): Promise<Diagnosis[]> {
  const { duration = 180_000, onPage } = options;
  const ends = performance.now() + duration;
  const worker = new URL(checked.worker, checked.origin);
  const found: Diagnosis[] = [];
  for (const path of paths) {
    if (performance.now() > ends) break;
    onPage?.(path);
    const diagnosis = await diagnosePage({ asker, routes, worker }, path);
    found.push(diagnosis);
    if (diagnosis.own?.status === 429) break;
  }
  return found;
}

/** The pages to diagnose, and how many more there are. */
async function pagesOf(
  { asker, routes, options, checked }: Run,
  home: Home,
): Promise<{ paths: string[]; more: number }> {
  const { limit = 20 } = options;
  if (checked.paths) return { paths: checked.paths.slice(0, limit), more: checked.paths.length - limit };
  const candidates = [...home.paths, ...(await findCandidates(asker, home.asked, routes.config))];
  const routeOf = (path: string) => routes.find(new URL(path, asker.origin))?.name;
  const paths = choosePages(candidates, Infinity, routeOf);
  return { paths: paths.slice(0, limit), more: paths.length - limit };
}

/** Routes in the order of the config. Pages that no route takes come last. */
function byRoute(diagnoses: readonly Diagnosis[], { config }: SiteRoutes): DoctorRoute[] {
  return [...config.routes.map(({ name }) => name), '']
    .map((route) => ({
      route,
      pages: diagnoses.filter((one) => one.route === route).map(({ page }) => page),
    }))
    .filter(({ pages }) => pages.length > 0);
}

function countLevels(findings: readonly Finding[]): Record<FindingLevel, number> {
  const counts = { ok: 0, note: 0, warning: 0, error: 0 };
  for (const { level } of findings) counts[level] += 1;
  return counts;
}

async function examine(run: Run): Promise<Pick<DoctorResult, 'findings' | 'routes'>> {
  const { asker, checked, routes } = run;
  const home = await goHome(asker, checked.paths?.[0] ?? '/');
  const missing = await checkMissingPaths(asker);
  checkReachable(asker, home, checked.origin);
  const scripts = await checkWorkerScripts(asker, checked.worker, missing.script);
  const { paths, more } = await pagesOf(run, home);
  const diagnoses = await diagnoseAll(run, paths);
  const left = Math.max(0, more) + paths.length - diagnoses.length;
  const answers = diagnoses.map(({ own }) => own).filter((own) => own !== undefined);
  const findings = [
    originFinding(checked.origin),
    ...(home.away === undefined
      ? []
      : [finding('origin-redirects', `${home.paths[0] ?? '/'} redirects to another origin, ${home.away}.`)]),
    ...scripts.findings,
    ...missing.findings,
    ...siteFindings({ answers, worker: scripts.worker, checked, isKnown: asker.isKnown() }),
    ...(left > 0 ? [finding('pages-left-out', `${left} more pages were found, and not asked for.`)] : []),
  ];
  return { findings, routes: byRoute(diagnoses, routes) };
}

/**
 * Requests pages of a running site, as a visitor and anonymously, and reports whose each page is, what it costs, and
 * what a worker would break. It sends only GET requests to this origin, one at a time, and follows no redirects to
 * other sites. A page that cannot be read is a finding, not an error.
 * @throws IsrError `bad-request` for invalid options, `failed` if the site answers nothing, and the errors of `build`
 * for a config.
 * @example
 * const { routes, counts } = await doctor({ origin: 'https://example.test', cookies: ['session=3f9a'] });
 * if (counts.error > 0) process.exitCode = 1;
 */
export async function doctor(options: DoctorOptions): Promise<DoctorResult> {
  const startedAt = performance.now();
  const checked = checkOptions(options);
  const { cwd = process.cwd(), config, timeout = 15_000, signal } = options;
  const routes = await readRoutes(resolve(cwd), config);
  const { origin, worker, headers, visitorHeaders } = checked;
  const asker = createAsker({
    origin,
    worker,
    headers,
    visitorHeaders,
    jar: createCookieJar(checked.cookies),
    limits: { timeout, maxBytes: routes.config.limits.maxPageBytes },
    signal,
  });
  try {
    const { findings, routes: found } = await examine({ asker, routes, options, checked });
    const pages = found.flatMap((route) => route.pages);
    return {
      origin,
      findings,
      routes: found,
      counts: countLevels([...findings, ...pages.flatMap((page) => page.findings)]),
      requests: asker.counts.requests,
      duration: Math.round(performance.now() - startedAt),
    };
  } finally {
    asker.close();
  }
}
