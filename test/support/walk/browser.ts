/** The browser of a walk: one tab of one profile, and what its address bar, its history and its cookies say. */
import type { Engine } from '../engine.js';
import { REGISTER_PATH, type Site } from '../situations/site.js';
import { openTab, type Sight, type Tab } from '../situations/tab.js';

/** Who the site takes this browser for. */
export interface Identity {
  session: string | undefined;
  theme: string;
}

/** Is told of each page that is seen, before the next one is. */
export type Observer = (sight: Sight, how: 'led' | 'travelled') => Promise<void>;

export interface WalkBrowser {
  readonly engine: Engine;
  /** How often the visitor can go back, and forward, at least. */
  readonly backward: number;
  readonly forward: number;
  /** Goes to a path as if it had been typed. */
  visit(path: string): Promise<Sight>;
  /** Runs the body of an async function that leads to another page. */
  act(body: string): Promise<Sight>;
  /** Goes through the history: -1 is back, 1 is forward. */
  travel(by: -1 | 1): Promise<Sight>;
  /** Names the entry of the history that is shown; its path where the engine has no name for it. */
  entry(): Promise<string>;
  /** Asks the shop, past the worker. Only while it is there. */
  identity(): Promise<Identity>;
  run: Tab['run'];
}

export function createWalkBrowser(engine: Engine, site: Site, observe: Observer): WalkBrowser {
  const tab = openTab(engine, site.url);
  let backward = 0;
  let forward = 0;
  /** An action that leads on forgets what was ahead. */
  const lead = async (action: Promise<Sight>): Promise<Sight> => {
    const sight = await action;
    forward = 0;
    await observe(sight, 'led');
    return sight;
  };
  return {
    engine,
    get backward() {
      return backward;
    },
    get forward() {
      return forward;
    },
    async visit(path) {
      const place = await tab.run('return location.pathname + location.search').catch(() => path);
      const sight = await lead(tab.go(path, ''));
      // Only where the address changes is it sure that the history has one entry more.
      if (sight.place !== place && path !== place && place !== REGISTER_PATH) backward += 1;
      return sight;
    },
    act: (body) => lead(tab.act(body, '')),
    async travel(by) {
      const sight = await tab.act(`history.go(${by})`, '');
      backward += by;
      forward -= by;
      await observe(sight, 'travelled');
      return sight;
    },
    entry: () => tab.run<string>('return globalThis.navigation?.currentEntry?.key ?? location.pathname'),
    async identity() {
      const ask = () =>
        tab.run<{ session: string | null; theme: string }>(`return (await fetch('/whoami.json')).json()`);
      // A connection of before the shop went away may break once.
      const { session, theme } = await ask().catch(ask);
      return { session: session ?? undefined, theme };
    },
    run: (body) => tab.run(body),
  };
}
