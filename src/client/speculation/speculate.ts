/**
 * Prerenders the pages of links that the store can answer by itself, by Speculation Rules
 * (https://wicg.github.io/nav-speculation/speculation-rules.html). Loaded by those who call it.
 */
import { REGENERATED, SERVED_AT_ONCE } from '../../shared/reasons.js';
import type { IsrEventTarget } from '../events.js';
import { LINKS, isPageLink, onLinkRested } from '../runtime/links.js';
import { pathOf, savesData, type Page } from '../runtime/page.js';

/** The options of `speculate()`. */
export interface SpeculateOptions {
  /** Which links: those on which a pointer or the focus rests, or those that come in view. @default 'hover' */
  on?: 'hover' | 'viewport';
}

/** What it needs of the client. */
export interface SpeculationClient extends IsrEventTarget {
  explain(url: string): Promise<{ why: readonly string[] }>;
  prefetch(urls: readonly string[]): Promise<unknown>;
}

/**
 * Adds and removes the rules until it is stopped. `speculate`: fetches each page into the store before the store is
 * asked for it, as `prefetchLinks({ speculate: true })` does.
 */
export type Speculate = (
  page: Page,
  client: SpeculationClient,
  options: SpeculateOptions & { speculate?: boolean | undefined },
) => () => void;

/** Prerenders at a time. Chromium allows as many of moderate eagerness; each takes the memory of a tab. */
const MAX_PRERENDERS = 2;

/** The notices after which a page that was prerendered is not what a visit would show. */
const OUTDATED = ['invalidated', 'updated', 'deployment'] as const;

/** Whether the store answers, without a request to the origin: neither before the page is served nor behind it. */
const isFromStore = (why: readonly string[]): boolean =>
  why.includes(SERVED_AT_ONCE) && !why.includes(REGENERATED);

/** The part of Trusted Types that is used here. A `TrustedScript` is typed as a string, as elements take only these. */
interface ScriptPolicies {
  createPolicy(
    name: string,
    rules: { createScript(text: string): string },
  ): { createScript(text: string): string };
}

/** Policies by page: a browser may refuse a second one with the same name. */
const policies = new WeakMap<Page, ReturnType<ScriptPolicies['createPolicy']>>();

/** Turns rules into what a script element takes where the policy of the page requires Trusted Types. */
function trusted(page: Page, text: string): string {
  const { trustedTypes } = page as { trustedTypes?: ScriptPolicies };
  if (!trustedTypes) return text;
  // A text that is no JSON is no set of rules.
  const rules = { createScript: (given: string) => JSON.stringify(JSON.parse(given)) };
  const policy = policies.get(page) ?? trustedTypes.createPolicy('sw-isr-speculate', rules);
  policies.set(page, policy);
  return policy.createScript(text);
}

/**
 * The rule for one URL. `moderate`: the browser waits for a pointer on the link.
 * @throws TypeError if the page's policy forbids the Trusted Types policy
 */
function ruleFor(page: Page, url: string, eagerness: 'immediate' | 'moderate'): HTMLScriptElement {
  const { document } = page as unknown as Window;
  const rule = document.createElement('script');
  rule.type = 'speculationrules';
  rule.nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';
  rule.text = trusted(page, JSON.stringify({ prerender: [{ urls: [url], eagerness }] }));
  return rule;
}

const isSupported = (page: Page): boolean => {
  const { HTMLScriptElement: Script } = page as Partial<typeof globalThis>;
  return (Script as Partial<typeof HTMLScriptElement> | undefined)?.supports?.('speculationrules') ?? false;
};

export const speculate: Speculate = (page, client, { on, speculate: prefetches }) => {
  const { document, location } = page as unknown as Window;
  const end = new AbortController();
  const { signal } = end;
  const supported = isSupported(page);
  const fetched = new Set<string>();
  const rules = new Map<string, HTMLScriptElement>();
  const drop = (url: string): void => {
    rules.get(url)?.remove();
    rules.delete(url);
  };
  const dropAll = (): void => [...rules.keys()].forEach(drop);

  const consider = async ({ href }: HTMLAnchorElement): Promise<void> => {
    if (savesData(page) || /2g/.test(page.navigator?.connection?.effectiveType ?? '')) return;
    if (prefetches && fetched.size !== fetched.add(href).size) await client.prefetch([href]);
    if (!supported || rules.has(href)) return;
    const { why } = await client.explain(href);
    if (!isFromStore(why) || signal.aborted || rules.has(href)) return;
    const rule = ruleFor(page, href, on === 'viewport' ? 'moderate' : 'immediate');
    document.head.append(rule);
    rules.set(href, rule);
    const [oldest] = rules.keys();
    if (on !== 'viewport' && rules.size > MAX_PRERENDERS && oldest) drop(oldest);
  };
  const considerAll = (links: readonly Element[]): void => {
    for (const link of links as HTMLAnchorElement[])
      if (isPageLink(page, link) && pathOf(link) !== pathOf(location)) consider(link).catch(() => undefined);
  };

  if (!page.navigator?.serviceWorker || !(supported || prefetches)) return () => undefined;
  for (const type of OUTDATED) client.addEventListener(type, dropAll, { signal });
  signal.addEventListener('abort', dropAll);
  if (on === 'viewport') {
    const observer = new IntersectionObserver((entries) => {
      considerAll(entries.filter(({ isIntersecting }) => isIntersecting).map(({ target }) => target));
    });
    for (const link of document.querySelectorAll(LINKS)) observer.observe(link);
    signal.addEventListener('abort', () => observer.disconnect());
  } else onLinkRested(page, (link) => considerAll([link]), signal);
  return () => end.abort();
};
