/** One timed navigation, and whether it was what it is counted as. */
import { readVisit } from './in-page.mjs';
import { PAGE_BYTES } from './page.mjs';

/** Something that a contender claims to do and did not. */
export class Fault extends Error {}

/**
 * @typedef {'fresh' | 'stale' | 'miss'} Expected
 * @typedef {ReturnType<typeof readVisit>} Seen
 */

/**
 * Why the navigation was not what it is counted as. Each rendering of a page has a number, so that a page that was
 * rendered before it was asked for came from a store.
 * @param {import('./site.mjs').Site} site
 * @param {Seen} seen
 * @param {Expected} expected
 * @param {number} rendered how often the page had been rendered when it was asked for
 */
function faultOf({ contender }, seen, expected, rendered) {
  const { keeps, signed, worker } = contender;
  if (seen.bytes !== PAGE_BYTES) return `${seen.bytes} bytes arrived`;
  if (worker && !signed && !seen.throughWorker) return 'it did not go through the worker';
  if (seen.path === 'floor') return undefined;
  const stored = seen.generation <= rendered;
  if (expected === 'miss' ? stored : stored !== keeps)
    return stored ? 'it came from a store' : 'it was no hit';
  if (signed && seen.word !== expected) return `the worker says it was ${seen.word}`;
  return undefined;
}

/**
 * @param {import('./browser.mjs').Tab} tab
 * @param {import('./site.mjs').Site} site
 * @param {string} path
 * @param {Expected} expected
 * @param {() => Promise<void>} navigate resolves when the page is loaded
 * @returns {Promise<Seen>}
 * @throws Fault where it was something else
 */
export async function checkVisit(tab, site, path, expected, navigate) {
  const rendered = site.origin.asked(path);
  await navigate();
  const seen = await tab.run(readVisit);
  const fault = faultOf(site, seen, expected, rendered);
  if (fault) throw new Fault(`${site.contender.name} ${path} (${expected}): ${fault}`);
  return seen;
}

/**
 * Navigates when the processor is idle.
 * @param {import('./bench.mjs').Bench} bench
 * @param {import('./site.mjs').Site} site
 * @param {string} path
 * @param {Expected} expected
 * @returns {Promise<Seen>}
 * @throws Fault where it was something else
 */
export async function visit({ tab, idle }, site, path, expected) {
  await idle.wait();
  return checkVisit(tab, site, path, expected, () => tab.goto(site.origin.url + path));
}
