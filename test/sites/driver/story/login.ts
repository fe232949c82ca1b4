/** A login cookie is set and cleared: nobody is shown a page that is not theirs. */
import { both, type Pair, type Stage, type Step } from './stage.js';

const logIn =
  (name: string): Step['act'] =>
  async (tab) => {
    await tab.type('#name', name);
    await tab.click('#login');
  };

type Script = readonly [string, Step['act'], string][];

const BEFORE: Script = [
  ['/account of nobody', (tab) => tab.goto('/account'), 'You are nobody'],
  ['/ of nobody', (tab) => tab.goto('/'), 'Home'],
  ['/account again', (tab) => tab.click('#to-account'), 'You are nobody'],
  ['the page after the login', logIn('alice'), 'You are alice'],
  ['a reload', (tab) => tab.reload(), 'You are alice'],
  ['/ by a link', (tab) => tab.click('#to-home'), 'Home'],
  ['/ by its address', (tab) => tab.goto('/'), 'Home'],
  ['/account by its address', (tab) => tab.goto('/account'), 'You are alice'],
  ['/about by its address', (tab) => tab.goto('/about'), 'About'],
  ['/news by a link', (tab) => tab.click('#to-news'), 'News'],
];

const AFTER: Script = [
  ['/ in another tab', (tab) => tab.goto('/'), 'Home'],
  ['/account by a link', (tab) => tab.click('#to-account'), 'You are alice'],
  ['the page after the logout', (tab) => tab.click('#logout'), 'You are nobody'],
  ['/ by its address after it', (tab) => tab.goto('/'), 'Home'],
  ['/news by its address after it', (tab) => tab.goto('/news'), 'News'],
  ['/account by a link after it', (tab) => tab.click('#to-account'), 'You are nobody'],
  ['another one logs in', logIn('bob'), 'You are bob'],
  ['/ of the other', (tab) => tab.goto('/'), 'Home'],
  ['back', (tab) => tab.back(), 'Account'],
  ['the other logs out', (tab) => tab.click('#logout'), 'You are nobody'],
  ['/account by its address after it', (tab) => tab.goto('/account'), 'You are nobody'],
  ['/ of nobody again', (tab) => tab.goto('/'), 'Home'],
];

async function playScript(stage: Stage, tabs: Pair, script: Script): Promise<void> {
  for (const [what, act, shows] of script) await stage.same('login', what, { tabs, act, shows });
}

/** Pages of nobody are in the store when somebody logs in. */
async function storePages(stage: Stage, tabs: Pair): Promise<void> {
  for (const path of ['/', '/news', '/about', '/account', '/']) {
    await both(tabs, (tab) => tab.goto(path));
    await stage.rest();
  }
  await both(tabs, (tab) => tab.look());
}

export async function playLogin(stage: Stage): Promise<void> {
  const tabs = await stage.open();
  await storePages(stage, tabs);
  await playScript(stage, tabs, BEFORE);
  // What is asked for behind the pages comes in.
  await stage.rest();
  const others = await stage.open();
  await playScript(stage, others, AFTER);
  await both(tabs, (tab) => tab.close());
  await both(others, (tab) => tab.close());
}
