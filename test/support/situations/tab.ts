/** One tab of any engine: does something that leads to a page, and tells what the visitor sees then. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../engine.js';
import { pauses } from './pauses.js';

/** What a visitor sees. */
export interface Sight {
  text: string;
  /** Path, query and fragment of the address bar. */
  place: string;
  /** Missing where the engine does not tell. */
  status: number | null;
  /** The worker's word in `Server-Timing`; null without a worker. Not part of what a visitor sees. */
  timing: string | null;
}

interface Look extends Sight {
  mark: number;
  isComplete: boolean;
}

const LOOK = `
  const [navigation] = performance.getEntriesByType('navigation');
  return {
    mark: globalThis.markOfTest ?? 0,
    // Between two navigations Firefox shows an empty document for a moment.
    isComplete: document.readyState === 'complete' && location.protocol !== 'about:',
    text: document.body?.innerText.trim() ?? '',
    place: location.pathname + location.search + location.hash,
    status: navigation?.responseStatus || null,
    timing: navigation?.serverTiming?.find(({ name }) => name === 'isr')?.description ?? null,
  };`;

/** How long a page may take to show what is expected of it. */
const PATIENCE_MS = 8_000;

export interface Tab {
  /** Navigates, and waits for a page that shows these words. */
  go(path: string, words: string): Promise<Sight>;
  /** Runs the body of an async function that leads to another page, and waits for one that shows these words. */
  act(body: string, words: string): Promise<Sight>;
  /** Clicks on the first element that a selector finds, and waits for the page that it leads to. */
  click(selector: string, words: string): Promise<Sight>;
  reload(words: string): Promise<Sight>;
  /** Waits until the page that is there, or one that follows it by itself, shows these words. */
  sees(words: string): Promise<Sight>;
  /** Runs the body of an async function in the page, and tells what it returned. */
  run<T>(body: string): Promise<T>;
}

export function openTab(engine: Engine, url: string): Tab {
  let marks = 0;

  async function waitFor(words: string, isWanted: (seen: Look) => boolean): Promise<Sight> {
    const deadline = performance.now() + PATIENCE_MS;
    const pause = pauses();
    let seen: Look | undefined;
    let trouble: unknown;
    while (performance.now() < deadline) {
      // A page that is being left answers nothing.
      seen = (await engine.evaluate<Look>(LOOK).catch((error: unknown) => void (trouble = error))) ?? seen;
      if (seen?.isComplete && isWanted(seen) && seen.text.includes(words)) {
        const { text, place, status, timing } = seen;
        return { text, place, status, timing };
      }
      await pause();
    }
    throw new Error(`"${words}" was never seen; ${seen?.place ?? 'no page'} shows "${seen?.text ?? ''}".`, {
      cause: trouble,
    });
  }

  /** Another document is one without the mark that the one before was given. */
  async function leave(action: () => Promise<unknown>, words: string): Promise<Sight> {
    marks += 1;
    const mark = marks;
    await engine.evaluate(`globalThis.markOfTest = ${mark}`).catch(() => undefined);
    // A page that leads on by itself makes a navigation fail, or never end.
    await Promise.race([action().catch(() => undefined), sleep(PATIENCE_MS)]);
    return waitFor(words, (seen) => seen.mark !== mark);
  }

  const act = (body: string, words: string) => leave(() => engine.evaluate(body), words);
  return {
    go: (path, words) => leave(() => engine.goto(url + path), words),
    act,
    click: (selector, words) => act(`document.querySelector(${JSON.stringify(selector)}).click()`, words),
    reload: (words) => act('location.reload()', words),
    sees: (words) => waitFor(words, () => true),
    run: (body) => engine.evaluate(body),
  };
}
