/** What the options of one route mean together. */
import { takesOnlyData } from './data-only.js';
import { secondsOf } from './fields.js';
import { named } from './reachability.js';
import type { Options, Report } from './section.js';
import { show } from './show.js';

const DEFAULT_REVALIDATE = '5m';
const DEFAULT_EXPIRE = '31d';

const isGiven = (options: Options, key: string): boolean => options[key] !== undefined;

/** Rule 1: beyond `expire` a page is expired, so that it has to be greater than `revalidate`. */
function expireIsGreater({ revalidate, expire }: Options, report: Report): void {
  const fresh = secondsOf(revalidate ?? DEFAULT_REVALIDATE);
  const kept = secondsOf(expire ?? DEFAULT_EXPIRE);
  if (fresh === undefined || !kept || kept > fresh) return;
  if (expire === undefined) {
    const remedy = `not less than expire, which is '${DEFAULT_EXPIRE}' by default. Give a greater expire`;
    report(['revalidate'], `got ${show(revalidate)}, ${remedy}.`);
  } else {
    const than = revalidate === undefined ? `'${DEFAULT_REVALIDATE}' by default` : show(revalidate);
    report(['expire'], `got ${show(expire)}; allowed: a duration greater than revalidate (${than}).`);
  }
}

/** What means something on a route that is never stored. */
const WITHOUT_STORE = ['match', 'revalidate', 'invalidates'];

/** A route that is never stored has no use for how it would be stored. */
function nothingIsStored(options: Options, report: Report): void {
  const idle = Object.keys(options).filter((key) => {
    if (WITHOUT_STORE.includes(key)) return false;
    return isGiven(options, key) && options[key] !== false && options[key] !== 'blocking';
  });
  if (idle.length === 0) return;
  const verb = idle.length === 1 ? 'does' : 'do';
  report(
    ['revalidate'],
    `got ${show(options.revalidate)}, always the network, with which ${idle.join(', ')} ${verb} nothing. ` +
      `Remove ${idle.length === 1 ? 'it' : 'them'}, or give a duration.`,
  );
}

function listedPathsOnly(options: Options, report: Report): void {
  if (options.fallback === false) {
    if (!isGiven(options, 'paths')) {
      report(['paths'], 'missing; with fallback: false only the paths named here are cached.');
    }
    return;
  }
  if (options.strict === true) report(['strict'], 'does nothing without fallback: false.');
}

/** Rule 30: such a route would build and do nothing. */
function takesPages({ match }: Options, report: Report): void {
  if (!takesOnlyData(match)) return;
  report(
    ['match'],
    `got ${named(match)}, which takes only data that a framework loads beside its pages; such data is never stored. ` +
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
    report(['sharedMaxAge'], "does nothing without revalidate: 'origin'.");
  }
}
