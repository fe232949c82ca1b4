/** What visitors do. Each step says when it can be taken, how likely it is, and what they see then. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Site } from '../situations/site.js';
import type { Sight } from '../situations/tab.js';
import { command } from '../situations/worker-line.js';
import type { Identity, WalkBrowser } from './browser.js';
import { PEOPLE } from './pages.js';
import type { Random } from './random.js';
import type { Shop } from './shop.js';
import { PRODUCTS } from './world.js';

export interface Walk {
  readonly shop: Shop;
  readonly site: Site;
  readonly browser: WalkBrowser;
  readonly random: Random;
  isOnline: boolean;
  /** Who the visitor was after the last step online. */
  identity: Identity;
}

export interface Step {
  name: string;
  weight: number;
  isPossible?: (walk: Walk) => boolean;
  take(walk: Walk): Promise<unknown>;
}

const online = ({ isOnline }: Walk): boolean => isOnline;
const hasSession = ({ isOnline, identity }: Walk): boolean => isOnline && identity.session !== undefined;

const SHELVES = 12;
/** Milliseconds in which a page is read: by then the worker mostly knows whose page it is. */
const READING_MS = 150;

/** A path of the shop: products are most popular. */
function anyPath({ random }: Walk): string {
  const kind = random.next();
  if (kind < 0.45) return `/products/${random.pick(PRODUCTS)}`;
  if (kind < 0.75) return `/shelf/${random.below(SHELVES)}`;
  return random.pick(['/', '/', '/account', '/basket', '/login', '/draft/1', '/review/1', '/no-such-page']);
}

/** A script of the page writes, and then goes to a path. */
function writeByScript(walk: Walk, write: string): Promise<Sight> {
  const to = walk.random.next() < 0.3 ? 'location.reload()' : `location.href = '${anyPath(walk)}'`;
  return walk.browser.act(`${write}; ${to}`);
}

/** Sends the form of a page that has one. */
async function submit({ browser }: Walk, path: string): Promise<Sight> {
  await browser.visit(path);
  return browser.act('document.forms[0].submit()');
}

const ADD = `const body = new FormData(); body.set('script', 'yes'); await fetch('/basket/add', { method: 'POST', body })`;

const visits: Step[] = [
  { name: 'visit', weight: 40, take: (walk) => walk.browser.visit(anyPath(walk)) },
  {
    name: 'look around',
    weight: 12,
    async take({ browser, random }) {
      const products = [random.pick(PRODUCTS), random.pick(PRODUCTS)];
      for (const id of [...products, ...products, ...products]) {
        await browser.visit(`/products/${id}`);
        await sleep(READING_MS);
      }
    },
  },
  { name: 'reload', weight: 5, take: ({ browser }) => browser.act('location.reload()') },
  {
    name: 'back',
    weight: 5,
    isPossible: ({ browser }) => browser.backward > 0,
    take: ({ browser }) => browser.travel(-1),
  },
  {
    name: 'forward',
    weight: 3,
    isPossible: ({ browser }) => browser.forward > 0,
    take: ({ browser }) => browser.travel(1),
  },
];

const writes: Step[] = [
  {
    name: 'log in by the form',
    weight: 6,
    isPossible: online,
    async take(walk) {
      const name = walk.random.pick(PEOPLE);
      const { place } = await walk.browser.visit('/login');
      // Whoever is logged in is led to their account.
      if (place !== '/login') return walk.browser.act(`location.href = '/logout'`);
      const fill = `const field = Object.assign(document.createElement('input'), { name: 'name', value: '${name}' })`;
      return walk.browser.act(`${fill}; document.forms[0].append(field); document.forms[0].submit()`);
    },
  },
  {
    name: 'log in by a link in a mail',
    weight: 3,
    isPossible: online,
    take: ({ browser, shop, random }) => browser.visit(shop.mailLinkFor(random.pick(PEOPLE))),
  },
  {
    name: 'log out by a link',
    weight: 2,
    isPossible: online,
    take: ({ browser }) => browser.act(`location.href = '/logout'`),
  },
  {
    name: 'log out by a form',
    weight: 2,
    isPossible: online,
    take: ({ browser }) =>
      browser.act(
        `const form = document.createElement('form');
        Object.assign(form, { method: 'post', action: '/logout' });
        document.body.append(form);
        form.submit()`,
      ),
  },
  {
    name: 'log out by a script',
    weight: 2,
    isPossible: online,
    take: (walk) =>
      writeByScript(walk, `await fetch('/logout', { method: 'POST', headers: { 'X-Script': 'yes' } })`),
  },
  {
    name: 'add to the basket by a script',
    weight: 5,
    isPossible: online,
    take: (walk) => writeByScript(walk, ADD),
  },
  {
    name: 'add to the basket by a form',
    weight: 3,
    isPossible: online,
    take: (walk) =>
      walk.browser.act(
        `const form = document.createElement('form');
        Object.assign(form, { method: 'post', action: '/basket/add' });
        form.innerHTML = '<input name="to" value="${anyPath(walk)}">';
        document.body.append(form);
        form.submit()`,
      ),
  },
  { name: 'order', weight: 2, isPossible: hasSession, take: (walk) => submit(walk, '/basket') },
  {
    name: 'comment',
    weight: 4,
    isPossible: online,
    take: (walk) => submit(walk, `/review/${walk.random.pick(PRODUCTS)}`),
  },
  {
    name: 'choose a theme',
    weight: 2,
    take: (walk) => {
      const theme = walk.random.pick(['dark', 'sepia', '']);
      return writeByScript(walk, `document.cookie = 'theme=${theme}; path=/; max-age=9999'`);
    },
    isPossible: online,
  },
];

const surroundings: Step[] = [
  {
    name: 'a product changes',
    weight: 4,
    async take({ shop, random }) {
      shop.world.change(random.pick(PRODUCTS), { price: 100 + random.below(900) });
    },
  },
  {
    name: 'the shop goes away',
    weight: 3,
    isPossible: online,
    async take(walk) {
      walk.isOnline = false;
      await walk.site.unplug();
    },
  },
  {
    name: 'the shop comes back',
    weight: 12,
    isPossible: ({ isOnline }) => !isOnline,
    async take(walk) {
      await walk.site.plug();
      walk.isOnline = true;
    },
  },
  {
    name: 'the worker is stopped',
    weight: 3,
    take: ({ browser }) => browser.engine.stopWorkers(),
  },
  ...(['soft', 'hard'] as const).map((mode): Step => ({
    name: `pages expire, ${mode}`,
    weight: 2,
    async take({ browser, site }) {
      await command(browser, 'revalidate', { tags: [], paths: [`${site.url}/*`], mode });
    },
  })),
  {
    name: 'all is forgotten',
    weight: 1,
    take: ({ browser }) => command(browser, 'clear', {}),
  },
  {
    name: 'copies become slow or fast',
    weight: 2,
    async take({ shop, random }) {
      shop.copyDelay = random.pick([0, 0, 50, 250]);
    },
  },
  {
    name: 'a moment passes',
    weight: 6,
    take: ({ random }) => sleep(random.pick([20, 60, 150])),
  },
];

export const STEPS: readonly Step[] = [...visits, ...writes, ...surroundings];
