/** What a tool can see of how a page looks: axe-core's findings, sideways scrolling and layout shifts. */
import axe from 'axe-core';
import type { Page } from 'puppeteer-core';

/** How the worker's loading shells lead on to the page. They have no content that a reader might lose. */
const LEADS_ON = /^meta-refresh: <meta http-equiv="refresh" content="10">$/;

/** What axe-core finds on the page, one line each. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate('axe.run({ resultTypes: ["violations"] })')) as axe.AxeResults;
  const places = (nodes: axe.NodeResult[]) => nodes.map(({ html }) => html.slice(0, 120)).join(' | ');
  const findings = violations.map(({ id, nodes }) => `${id}: ${places(nodes)}`);
  return findings.filter((finding) => !LEADS_ON.test(finding));
}

/** By how many pixels the page is wider than its window. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

const COUNT_SHIFTS = `
  globalThis.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries())
      if (!hadRecentInput) shifts.push({ value, of: sources.map(({ node }) => node?.outerHTML?.slice(0, 80) ?? '') });
  }).observe({ type: 'layout-shift', buffered: true });`;

/** Notes the layout shifts of each page that the tab opens from now on. */
export const countShifts = async (page: Page): Promise<void> => {
  await page.evaluateOnNewDocument(COUNT_SHIFTS);
};

/** The layout shifts of the page so far, one line each. */
export async function shiftsOf(page: Page): Promise<string[]> {
  const shifts = (await page.evaluate('shifts')) as { value: number; of: string[] }[];
  return shifts.map(({ value, of }) => `${value.toFixed(4)}: ${of.join(' | ')}`);
}
