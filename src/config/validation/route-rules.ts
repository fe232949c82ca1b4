/** Rules over several options of one route. */
import { takesOnlyData } from './patterns/data-only.js';
import { secondsOf } from './fields.js';
import { named } from './patterns/reachability.js';
import type { Options, Report } from './section.js';
import { show } from './show.js';

const DEFAULT_REVALIDATE = '5m';
const DEFAULT_EXPIRE = '31d';

const isGiven = (options: Options, key: string): boolean => options[key] !== undefined;

/** Rule 1: `expire` must be greater than `revalidate`. */
function expireIsGreater({ revalidate, expire }: Options, report: Report): void {
  const fresh = secondsOf(revalidate ?? DEFAULT_REVALIDATE);
  const kept = secondsOf(expire ?? DEFAULT_EXPIRE);
  if (fresh === undefined || !kept || kept > fresh) return;
  if (expire === undefined) {
    const allowed = `a duration less than expire ('${DEFAULT_EXPIRE}' by default)`;
    report(
      ['revalidate'],
      `got ${show(revalidate)}; allowed: ${allowed}. Shorten it, or give a longer expire.`,
    );
  } else {
    const than = revalidate === undefined ? `'${DEFAULT_REVALIDATE}' by default` : show(revalidate);
    report(['expire'], `got ${show(expire)}; allowed: a duration greater than revalidate (${than}).`);
  }
}

/** The options that have an effect on a route that is never stored. */
const EFFECTIVE_WITHOUT_STORE = ['match', 'revalidate', 'invalidates'];

function nothingIsStored(options: Options, report: Report): void {
  const useless = Object.keys(options).filter((key) => {
    if (EFFECTIVE_WITHOUT_STORE.includes(key)) return false;
    return isGiven(options, key) && options[key] !== false && options[key] !== 'blocking';
  });
  if (useless.length === 0) return;
  const [verb, them] = useless.length === 1 ? ['has', 'it'] : ['have', 'them'];
  report(
    ['revalidate'],
    `got ${show(options.revalidate)}: the route is never stored, so ${useless.join(', ')} ${verb} no effect. ` +
      `Remove ${them}, or give a duration greater than 0.`,
  );
}

function listedPathsOnly(options: Options, report: Report): void {
  if (options.fallback === false) {
    if (!isGiven(options, 'paths')) {
      report(['paths'], 'missing; with fallback: false only the paths listed here are cached.');
    }
    return;
  }
  if (options.strict === true)
    report(['strict'], 'has no effect without fallback: false. Add fallback: false, or remove strict.');
}

/** Rule 30: such a route would build, but never store a page. */
function takesPages({ match }: Options, report: Report): void {
  if (!takesOnlyData(match)) return;
  report(
    ['match'],
    `got ${named(match)}; it matches only data that a framework loads beside its pages, which is never stored. ` +
      'Remove this route: online the network answers, offline the client loads the stored page instead.',
  );
}

export function routeRules(options: Options, report: Report): void {
  if (!isGiven(options, 'match')) {
    report(['match'], "missing; give a pathname such as '/products/:id', a RegExp or a function.");
  }
  if (secondsOf(options.revalidate) === 0) {
    nothingIsStored(options, report);
    return;
  }
  takesPages(options, report);
  expireIsGreater(options, report);
  listedPathsOnly(options, report);
  if (options.sharedMaxAge === true && options.revalidate !== 'origin') {
    const remedy = "Set revalidate: 'origin', or remove sharedMaxAge";
    report(['sharedMaxAge'], `has no effect without revalidate: 'origin'. ${remedy}.`);
  }
}
