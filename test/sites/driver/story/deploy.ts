/**
 * A new version goes online while tabs are open; its files have other names, and the old ones are gone. Without the
 * worker some sites break here; with it no page may (rule 32).
 */
import type { Tab } from '../tab.js';
import { both, describe, type Pair, type Stage } from './stage.js';
import { usability, type Usability } from './usable.js';

/** Plays a step on both sides. With the worker it has to work; what it does without it is told. */
async function works(
  stage: Stage,
  what: string,
  tabs: Pair,
  play: (tab: Tab) => Promise<Usability>,
): Promise<void> {
  const { with: own, without } = await both(tabs, play);
  const verdict = ({ faults }: Usability) => faults.join('; ') || 'works';
  stage.check('deploy', what, own.faults.length === 0, [
    `without: ${verdict(without)}; ${describe(without.seen)}`,
    `with:    ${verdict(own)}; ${describe(own.seen)}`,
  ]);
}

/** The part that is loaded late, of the version that the page is of. */
async function loadLate(tab: Tab): Promise<Usability> {
  await tab.click('#load');
  const { errors } = await tab.look();
  // Where the page was loaded again, the visitor clicks once more.
  const isLoaded = () =>
    tab.page.$eval('#lazy', ({ textContent }) => /Lazy [AB]/.test(textContent)).catch(() => false);
  if (!(await isLoaded())) {
    await tab.click('#load');
    await tab.look();
  }
  const late = (await isLoaded()) ? [] : ['the late part never came'];
  const { faults, seen } = await usability(tab, 'About');
  return { faults: [...late, ...faults], seen: { ...seen, errors: [...errors, ...seen.errors] } };
}

/**
 * A page on the screen whose script is gone is loaded again by the worker (rule 32). What it threw before that is not
 * what the visitor is left with; without a load it counts.
 */
async function followLink(tab: Tab, selector: string, heading: string): Promise<Usability> {
  await tab.click(selector);
  const { errors, loads } = await tab.look();
  const { faults, seen } = await usability(tab, heading);
  const thrown = loads + seen.loads > 0 ? [] : errors.filter((error) => error.startsWith('exception'));
  return { faults: [...faults, ...thrown], seen: { ...seen, errors: [...errors, ...seen.errors] } };
}

/** One version on a page, its late part included. */
async function isMixed(tab: Tab): Promise<boolean> {
  const { text } = await tab.look();
  const versions = new Set([...text.matchAll(/\b(?:Version|Lazy) ([AB])\b/g)].map(([, version]) => version));
  return versions.size > 1;
}

/** A page that is stale is replaced by the new version's, as any change is. */
async function becomesNew(stage: Stage, tab: Tab): Promise<void> {
  const lines: string[] = [];
  for (let visit = 1; visit <= 6; visit++) {
    await tab.goto('/news');
    const seen = await tab.look();
    lines.push(`visit ${visit}: ${describe(seen)}`);
    if (seen.text.includes('Version B')) break;
    await stage.rest();
  }
  const isNew = lines.at(-1)?.includes('Version B') ?? false;
  stage.check('deploy', 'a stale page is of the new version within 6 visits', isNew, lines);
}

export async function playDeploy(stage: Stage): Promise<void> {
  const late = await stage.open('/about');
  const linking = await stage.open('/');
  await both(late, (tab) => tab.look());
  await both(linking, (tab) => tab.look());
  await stage.rest();
  await Promise.all([stage.with.deploy('B'), stage.without.deploy('B')]);

  await works(stage, 'in an open tab, a part that is loaded late', late, loadLate);
  await works(stage, 'in an open tab, a link to a page that was never seen', linking, (tab) =>
    followLink(tab, '#to-later', 'Later'),
  );
  await works(stage, 'in an open tab, a link back', linking, (tab) => followLink(tab, '#to-home', 'Home'));
  const fresh = await stage.open();
  for (const [path, heading] of [
    ['/', 'Home'],
    ['/guide', 'Guide'],
    ['/about', 'About'],
    ['/', 'Home'],
  ] as const)
    await works(stage, `${path} by its address`, fresh, async (tab) => {
      await tab.goto(path);
      return usability(tab, heading);
    });
  await works(stage, '/about by its address, and a part that is loaded late', fresh, async (tab) => {
    await tab.goto('/about');
    await tab.look();
    return loadLate(tab);
  });
  stage.check('deploy', 'a page is of one version', !(await isMixed(fresh.with)), [
    describe(await fresh.with.look()),
  ]);
  if (stage.site.rendersNews) await becomesNew(stage, fresh.with);
  await both(late, (tab) => tab.close());
  await both(linking, (tab) => tab.close());
  await both(fresh, (tab) => tab.close());
}
