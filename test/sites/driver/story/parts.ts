/** What Turbo and htmx have besides links and forms: frames, streams, parts, a prefetch on hover. */
import { setTimeout as sleep } from 'node:timers/promises';
import { pageRequests } from './first.js';
import { both, type Stage, type Step } from './stage.js';

type Script = readonly [string, Step['act'], string][];

const TURBO: Script = [
  ['a page with a frame', (tab) => tab.goto('/guide/1'), 'Part 1'],
  ['a link in the frame', (tab) => tab.click('#next-part'), 'Part 2'],
  ['a link back in the frame', (tab) => tab.click('#next-part'), 'Part 1'],
  ['the page of the other part, whole', (tab) => tab.goto('/guide/2'), 'Part 2'],
  ['the frame there', (tab) => tab.click('#next-part'), 'Part 1'],
  ['a reload', (tab) => tab.reload(), 'Part 2'],
  ['the page with the form of a stream', (tab) => tab.goto('/stream'), 'Stream'],
  [
    'a stream',
    async (tab) => {
      await tab.type('#message', 'streamed');
      await tab.click('#send');
    },
    'streamed',
  ],
  ['the page again', (tab) => tab.goto('/stream'), 'streamed'],
];

const HTMX: Script = [
  ['/news by its address', (tab) => tab.goto('/news'), 'News'],
  ['its part under its own address', (tab) => tab.click('#refresh'), 'News'],
  ['a reload', (tab) => tab.reload(), 'News'],
  ['a boosted link away', (tab) => tab.click('#to-home'), 'Home'],
  ['back', (tab) => tab.back(), 'News'],
  ['the part again', (tab) => tab.click('#refresh'), 'News'],
  ['a boosted link to /guide', (tab) => tab.click('#to-guide'), 'Guide'],
  ['a boosted link to /news', (tab) => tab.click('#to-news'), 'News'],
];

async function playHover(stage: Stage): Promise<void> {
  const tabs = await stage.open('/about');
  await both(tabs, (tab) => tab.look());
  await stage.rest();
  await both(tabs, (tab) => tab.goto('/'));
  await stage.rest();
  const before = pageRequests(stage.with.front.log, '/about');
  await both(tabs, (tab) => tab.page.hover('#to-about'));
  await sleep(500);
  await stage.same('parts', 'a link after its prefetch', {
    tabs,
    act: (tab) => tab.click('#to-about'),
    shows: 'About',
  });
  const asked = pageRequests(stage.with.front.log, '/about') - before;
  stage.check('parts', 'the prefetch of a stored page does not ask the server', asked === 0, [
    `it was asked ${asked} times`,
  ]);
  await both(tabs, (tab) => tab.close());
}

export async function playParts(stage: Stage): Promise<void> {
  const script = { turbo: TURBO, htmx: HTMX }[stage.site.name] ?? [];
  const tabs = await stage.open();
  for (const [what, act, shows] of script) await stage.same('parts', what, { tabs, act, shows });
  await both(tabs, (tab) => tab.close());
  if (stage.site.name === 'turbo') await playHover(stage);
}
