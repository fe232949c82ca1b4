/** Scripts that fetch whole pages: prefetches on hover, routers. The origin is asked once, and the page is there offline. */
import assert from 'node:assert/strict';
import { page } from '../../support/situations/app.js';
import { playSideBySide, type Situation } from '../../support/situations/side-by-side.js';
import { until } from '../../support/site.js';

/** What each script sends for a whole page. */
const ROUTERS: [string, RequestInit][] = [
  [
    'Turbo 8’s prefetch on hover',
    {
      headers: {
        Accept: 'text/html, application/xhtml+xml',
        'X-Sec-Purpose': 'prefetch',
        'X-Turbo-Request-Id': '0b1c',
      },
      credentials: 'same-origin',
    },
  ],
  [
    'Turbo Drive’s visit',
    { headers: { Accept: 'text/html, application/xhtml+xml', 'X-Turbo-Request-Id': '0b1c' } },
  ],
  ['a router that says nothing of what it accepts (Astro)', {}],
  ['Livewire’s navigation', { headers: { 'X-Livewire-Navigate': '' } }],
  ['Barba’s navigation', { headers: { Accept: 'text/html', 'x-barba': 'yes' } }],
  ['Swup’s navigation', { headers: { Accept: 'text/html', 'X-Requested-With': 'swup' } }],
];

const routers = ROUTERS.map(([what, init], index): Situation => ({
  title: what,
  engines: index === 2 ? ['Chromium', 'Firefox', 'WebKit'] : undefined,
  app: () => (ask) => page(`<p>This is ${ask.path}</p>`),
  async play(visitor) {
    const read = `const response = await fetch('/next', ${JSON.stringify(init)});
        return [response.status, response.url, (await response.text()).match(/<p>.*<.p>/)[0]]`;
    await visitor.go('/', 'This is /');
    await visitor.run(read);
    await visitor.stored('/next');
    visitor.site.forget();
    for (let times = 0; times < 3; times += 1) await visitor.run(read);
    if (visitor.hasWorker) assert.deepEqual(visitor.site.asked('/next'), [], 'the site was asked again');
    await visitor.hits('/next', 'This is /next');
    if (!visitor.hasWorker) return;
    await visitor.site.unplug();
    await visitor.tab.go('/next', 'This is /next');
  },
}));

/** A part of a page is no page, and never takes its place. */
const part: Situation = {
  title: 'a part of a page under the page’s own address (htmx, Turbo Frames)',
  app: () => (ask) =>
    ask.headers['hx-request'] || ask.headers['turbo-frame']
      ? { body: '<p>Only a part</p>' }
      : page(`<p>The whole of ${ask.path}</p>`),
  async play(visitor) {
    await visitor.go('/', 'The whole of /');
    await visitor.stored('/');
    for (const name of ['HX-Request', 'Turbo-Frame'])
      await visitor.run(`return (await fetch('/', { headers: { '${name}': 'true' } })).text()`);
    await visitor.hits('/', 'The whole of /');
  },
};

/** A page of one's own that a router reads is one's own, too. */
const ownPage: Situation = {
  title: 'a router that reads pages of somebody who logs in and out',
  engines: ['Chromium', 'Firefox', 'WebKit'],
  app: () => (ask) => {
    if (ask.method === 'POST')
      return { status: 204, headers: { 'Set-Cookie': `user=${ask.body}; Path=/; HttpOnly` } };
    return page(`<p>${ask.path} of ${ask.cookies.user ?? 'nobody'}</p>`);
  },
  async play(visitor) {
    const read = `(await (await fetch('/next')).text()).match(/<p>.*<.p>/)[0]`;
    const loginAnd = (user: string, then: string) =>
      visitor.run(`await fetch('/session', { method: 'POST', body: '${user}' }); return ${then}`);
    await visitor.go('/', '/ of nobody');
    await visitor.run(`return ${read}`);
    await visitor.stored('/next');
    await loginAnd('ada', read);
    await visitor.run(`return ${read}`);
    await loginAnd('bob', read);
    await loginAnd('', read);
  },
};

/** A site whose every page tells its own server of the view, by a script. */
const TELLERS = [
  ['by sendBeacon()', '/telemetry', `navigator.sendBeacon('/telemetry', 'seen')`],
  [
    'by a query of its GraphQL server',
    '/graphql',
    `fetch('/graphql', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"query":"{ me { name } }"}' })`,
  ],
] as const;

const tellers = TELLERS.map(([how, told, script]): Situation => ({
  title: `a site that is told of each view ${how}`,
  app: () => (ask) =>
    ask.method === 'POST'
      ? { headers: { 'Content-Type': 'application/json' }, body: '{"data":{"me":null}}' }
      : page(`<p>This is ${ask.path}</p><script>${script}</script>`),
  async play(visitor) {
    const timings: (string | null)[] = [];
    for (const path of ['/', '/a', '/', '/a', '/', '/a', '/', '/a']) {
      visitor.site.forget();
      timings.push((await visitor.go(path, `This is ${path}`)).timing);
      await until('the site is told of the view', () => visitor.site.asked(told).length > 0);
      await visitor.known(path);
    }
    if (visitor.hasWorker) assert.deepEqual(timings.slice(-2), ['fresh', 'fresh']);
  },
}));

playSideBySide('scripts that fetch', [...routers, part, ownPage, ...tellers]);
