/** Whether a page is one that can be used: its style, its picture and its script are there. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Seen, Tab } from '../tab.js';

interface Parts {
  heading: string;
  colour: string;
  /** Undefined where the page has no picture. */
  hasPicture: boolean | undefined;
  count: string | undefined;
}

const readParts = (tab: Tab): Promise<Parts | undefined> =>
  tab.page
    .evaluate(() => {
      const heading = document.querySelector('h1');
      const picture = document.querySelector<HTMLImageElement>('#picture');
      return {
        heading: (heading?.textContent ?? '').replace(/[^\w ]/g, '').trim(),
        colour: heading ? getComputedStyle(heading).color : '',
        hasPicture: picture ? picture.naturalWidth > 0 : undefined,
        count: document.querySelector('#count')?.textContent.trim(),
      };
    })
    .catch(() => undefined);

/** Clicks the counter until it counts; scripts may still be on their way. */
async function counts(tab: Tab): Promise<boolean> {
  for (let attempt = 0; attempt < 8; attempt++) {
    const before = await readParts(tab);
    if (before?.count === undefined) return before !== undefined;
    await tab.page.$eval('#count', (button) => (button as HTMLElement).click()).catch(() => undefined);
    await sleep(150);
    const after = await readParts(tab);
    if (after?.count !== undefined && after.count !== before.count) return true;
    await sleep(350);
  }
  return false;
}

export interface Usability {
  faults: string[];
  seen: Seen;
}

/** @param heading what the page's heading says */
export async function usability(tab: Tab, heading: string): Promise<Usability> {
  const seen = await tab.look();
  const parts = await readParts(tab);
  const isCounting = await counts(tab);
  seen.errors.push(...(await tab.look()).errors);
  const exceptions = seen.errors.filter((error) => error.startsWith('exception'));
  const faults = [
    ...(parts?.heading === heading ? [] : [`the heading is "${parts?.heading ?? ''}", not "${heading}"`]),
    ...(parts?.colour === 'rgb(1, 2, 3)' ? [] : ['the style is not there']),
    ...(parts?.hasPicture === false ? ['the picture is not there'] : []),
    ...(isCounting ? [] : ['the counter does not count']),
    ...exceptions,
  ];
  return { faults, seen };
}
