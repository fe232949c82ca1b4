/** The little that all three engines can do alike, so that one scenario runs in each. */
import type { Page } from 'puppeteer-core';

export interface Engine {
  readonly name: 'Chromium' | 'Firefox' | 'WebKit';
  /** Navigates and waits for the page; tells the text it shows and the worker's word in `Server-Timing`. */
  goto(url: string): Promise<{ text: string; timing: string | undefined }>;
  /** Runs the body of an async function in the page, and tells what it returned. */
  evaluate<T>(body: string): Promise<T>;
  /** The tab of Chromium, for what only its DevTools protocol can do. */
  readonly page?: Page;
  /** Ends idle workers: at once in Chromium, by waiting in Firefox, not at all in WebKit, which has no way. */
  stopWorkers(): Promise<void>;
  /** A second tab, of another visitor, where the engine shows two at once: no timer of a hidden one is slowed down. */
  openAnother?(): Promise<Engine>;
  close(): Promise<void>;
}

/** What a page is asked after a navigation. */
export const READ_PAGE = `return {
  text: document.body?.innerText.trim() ?? '',
  timing: performance.getEntriesByType('navigation')[0]?.serverTiming?.find(({ name }) => name === 'isr')?.description,
};`;
