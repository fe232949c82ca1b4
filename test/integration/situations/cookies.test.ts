/** Pages that depend on a cookie: a language, a theme, a consent, the session of a first visit. */
import { form, page, redirect, type App } from '../../support/situations/app.js';
import { EVERY_ENGINE, playSideBySide, type Situation } from '../../support/situations/side-by-side.js';

/** Every page shows the value of one cookie that scripts may set. */
const showing =
  (name: string): (() => App) =>
  () =>
  ({ path, cookies }) =>
    page(`<p>${path} with ${name} ${cookies[name] ?? 'unset'}</p>`);

/** Which cookie a script sets, and what it does then to show what follows. */
const CHANGES = [
  ['lang', 'a reload', 'location.reload()'],
  ['consent', 'another page', `location.href = '/second'`],
  [
    'theme',
    'a link',
    `document.body.innerHTML = '<a href="/second">Go</a>'; document.querySelector('a').click()`,
  ],
] as const;

/** Chromium sends a navigation that follows at once without the cookie, now and then: here it is stored before. */
const setting = (name: string, value: string): string =>
  `document.cookie = '${name}=${value}; path=/; max-age=9999'; await globalThis.cookieStore?.getAll();`;

const byScript = CHANGES.map(([name, how, then]): Situation => ({
  title: `a cookie "${name}" that a script sets, then ${how}`,
  // Firefox shows no cookies to a worker that was stopped and started again, as here it is all the time.
  engines: ['Chromium', 'WebKit'],
  app: showing(name),
  async play(visitor) {
    for (const path of ['/second', '/']) {
      await visitor.go(path, `${path} with ${name} unset`);
      await visitor.stored(path);
    }
    await visitor.hits('/', 'unset');
    await visitor.act(`${setting(name, 'b')} ${then}`, `with ${name} b`);
    await visitor.go('/', `/ with ${name} b`);
    await visitor.reload(`/ with ${name} b`);
    await visitor.act(`${setting(name, 'c')} ${then}`, `with ${name} c`);
    await visitor.go('/second', `/second with ${name} c`);
  },
}));

/** A cookie by an answer to a script, which no script can read. */
const byServer: Situation = {
  title: 'a language that a script asks the server to remember',
  engines: EVERY_ENGINE,
  app: () => (ask) =>
    ask.path === '/language'
      ? { status: 204, headers: { 'Set-Cookie': `lang=${ask.form.get('to') ?? ''}; Path=/; HttpOnly` } }
      : showing('lang')()(ask),
  async play(visitor) {
    await visitor.go('/', '/ with lang unset');
    await visitor.stored('/');
    await visitor.act(
      `await fetch('/language', { method: 'POST', body: new URLSearchParams({ to: 'de' }) }); location.reload()`,
      '/ with lang de',
    );
    await visitor.reload('/ with lang de');
  },
};

/** A choice by a link: the answer to a GET sets the cookie, and redirects. */
const byLink: Situation = {
  title: 'a language that is chosen by a link',
  engines: EVERY_ENGINE,
  app: () => (ask) =>
    ask.path === '/language'
      ? redirect('/', {
          status: 302,
          headers: { 'Set-Cookie': `lang=${ask.query.get('to') ?? ''}; Path=/; HttpOnly` },
        })
      : showing('lang')()(ask),
  async play(visitor) {
    for (const path of ['/second', '/']) {
      await visitor.go(path, `${path} with lang unset`);
      await visitor.stored(path);
    }
    await visitor.go('/language?to=de', '/ with lang de');
    await visitor.go('/second', '/second with lang de');
    await visitor.go('/language?to=fr', '/ with lang fr');
    await visitor.go('/second', '/second with lang fr');
  },
};

/** A shop gives each visitor a session, and counts what is in their basket. */
const firstVisit: Situation = {
  title: 'a shop whose first visit gets a session',
  engines: EVERY_ENGINE,
  app: () => {
    const baskets = new Map<string, number>();
    return (ask) => {
      const session = ask.cookies.session ?? `s${baskets.size + 1}`;
      const known = baskets.get(session);
      if (ask.method === 'POST' && known === undefined)
        return page('<p>Your session is gone</p>', { status: 403 });
      const count = (known ?? 0) + (ask.method === 'POST' ? 1 : 0);
      baskets.set(session, count);
      if (ask.method === 'POST') return redirect('/basket');
      const headers =
        known === undefined ? { 'Set-Cookie': `session=${session}; Path=/; HttpOnly` } : undefined;
      return page(`<p>${ask.path}: your basket holds ${count}</p>${form('/add', '', 'Add')}`, { headers });
    };
  },
  async play(visitor) {
    await visitor.go('/', '/: your basket holds 0');
    await visitor.click('button', '/basket: your basket holds 1');
    await visitor.go('/', '/: your basket holds 1');
    await visitor.click('button', '/basket: your basket holds 2');
    await visitor.go('/other', '/other: your basket holds 2');
  },
};

playSideBySide('pages that depend on cookies', [...byScript, byServer, byLink, firstVisit]);
