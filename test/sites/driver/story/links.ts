/** Links that a router follows, and the history. The late part of /about stays unloaded, for the deploy. */
import { both, type Stage, type Step } from './stage.js';

const STEPS: readonly [string, Step['act'], string][] = [
  ['a link to /about', (tab) => tab.click('#to-about'), 'About'],
  ['a link to /guide', (tab) => tab.click('#to-guide'), 'Guide'],
  ['the counter of /guide counts', (tab) => tab.click('#count'), 'Count 1'],
  ['a link to /news', (tab) => tab.click('#to-news'), 'News'],
  ['back to /guide', (tab) => tab.back(), 'Guide'],
  ['back to /about', (tab) => tab.back(), 'About'],
  ['forward to /guide', (tab) => tab.forward(), 'Guide'],
  ['a link to /', (tab) => tab.click('#to-home'), 'Home'],
];

export async function playLinks(stage: Stage): Promise<void> {
  const tabs = await stage.open('/');
  await both(tabs, (tab) => tab.look());
  for (const [what, act, shows] of STEPS) await stage.same('links', what, { tabs, act, shows });
  await stage.same('links', 'a reload', { tabs, act: (tab) => tab.reload(), shows: 'Home' });
  await stage.same('links', '/about by its address', {
    tabs,
    act: (tab) => tab.goto('/about'),
    shows: 'About',
  });
  await stage.same('links', '/about once more', { tabs, act: (tab) => tab.goto('/about'), shows: 'About' });
  await both(tabs, (tab) => tab.close());
}
