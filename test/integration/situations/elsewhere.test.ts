import assert from 'node:assert/strict';
import { form, page, redirect, type Answer, type App, type Ask } from '../../support/situations/app.js';
import {
  EVERY_ENGINE,
  playSideBySide,
  type Situation,
  type Visitor,
} from '../../support/situations/side-by-side.js';

const SESSION = 'session=ada; Path=/; HttpOnly; SameSite=Lax';
const NO_SESSION = 'session=; Path=/; HttpOnly; Max-Age=0';
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
/** Milliseconds after which what goes on behind a page is done. */
const SETTLING_MS = 2500;

/** accounts.example.com signs in by a cookie of the whole site, and sends back to www.example.com. */
const sibling: Situation = {
  title: 'a login on another host of the site, which leads straight back',
  engines: EVERY_ENGINE,
  secondServer: true,
  app: () => (ask) => {
    if (ask.path === '/sign' && ask.method === 'POST')
      return redirect(ask.form.get('to') ?? '/', { headers: { 'Set-Cookie': SESSION } });
    if (ask.path === '/accounts')
      return page(form('/sign', `<input type="hidden" name="to" value="${ask.query.get('to')}">`));
    const who = ask.cookies.session === 'ada' ? 'Ada' : 'stranger';
    return page(`<p>Hello ${who}, this is ${ask.path}</p><a href="/news">News</a>`);
  },
  async play(visitor) {
    for (const path of ['/', '/news']) {
      await visitor.go(path, `Hello stranger, this is ${path}`);
      await visitor.stored(path);
    }
    await visitor.hits('/news', 'Hello stranger');
    const to = encodeURIComponent(visitor.site.url + '/news');
    const accounts = JSON.stringify(`${visitor.secondUrl}/accounts?to=${to}`);
    await visitor.tab.act(`location = ${accounts}`, 'Send');
    await visitor.tab.act(`document.querySelector('button').click()`, 'this is /news');
    await visitor.sees('this is /news');
    await visitor.go('/', 'this is /');
  },
};

/** The same, but the visitor is led to a page that is never stored: the worker does not see that visit. */
const siblingToAccount: Situation = {
  ...sibling,
  title: 'a login on another host of the site, which leads to a page that no route stores',
  config: `routes: [{ match: '/account', revalidate: 0 }, { match: '/*', revalidate: '5m' }]`,
  async play(visitor) {
    for (const path of ['/', '/news']) {
      await visitor.go(path, `Hello stranger, this is ${path}`);
      await visitor.stored(path);
    }
    const to = encodeURIComponent(`${visitor.site.url}/account`);
    const accounts = JSON.stringify(`${visitor.secondUrl}/accounts?to=${to}`);
    await visitor.tab.act(`location = ${accounts}`, 'Send');
    await visitor.tab.act(`document.querySelector('button').click()`, 'this is /account');
    // The client tells the worker once the page has loaded.
    await pause(500);
    await visitor.click('a', 'Hello Ada, this is /news');
  },
};

/** A slow page of a route with a shell: its visitor leaves before it comes, and logs out. */
const promised: Situation = {
  title: 'a page of a shell that its visitor left before it came, after a logout and another login',
  engines: EVERY_ENGINE,
  config: `routes: [{ match: '/account', revalidate: '5m', fallback: true }, { match: '/*', revalidate: '5m' }]`,
  app: (): App => async (ask) => {
    if (ask.method === 'POST') {
      const user = ask.form.get('user') ?? '';
      return redirect('/', {
        headers: { 'Set-Cookie': user ? `session=${user}; Path=/; HttpOnly` : NO_SESSION },
      });
    }
    const user = ask.cookies.session ?? '';
    if (ask.path === '/account') {
      await pause(1500);
      return page(user ? `<p>The account of ${user}</p>` : '<p>Nobody</p>');
    }
    const fields = (name: string) => `<input type="hidden" name="user" value="${name}">`;
    return page(
      `<p>Home of ${user || 'nobody'}</p><div id="ada">${form('/session', fields('ada'))}</div><div id="bob">${form('/session', fields('bob'))}</div><div id="out">${form('/session', fields(''))}</div>`,
    );
  },
  async play(visitor) {
    await visitor.go('/', 'Home of nobody');
    await visitor.click('#ada button', 'Home of ada');
    // Ada goes to her account, and leaves while it loads.
    await visitor.tab.run(`setTimeout(() => { location = '/account' }); return 0`);
    await pause(600);
    await visitor.go('/', 'Home of ada');
    await visitor.click('#out button', 'Home of nobody');
    await visitor.click('#bob button', 'Home of bob');
    await pause(1500);
    await visitor.go('/account', 'The account of');
  },
};

/** A document that was reloaded past the worker has no controller: the worker hears nothing of its writes. */
const uncontrolled: Situation = {
  title: 'a login by fetch() on a page that was reloaded past the worker',
  app: () => (ask) => {
    if (ask.method === 'POST') return { status: 204, headers: { 'Set-Cookie': SESSION } };
    const who = ask.cookies.session === 'ada' ? 'Ada' : 'stranger';
    return page(`<p>Hello ${who}, this is ${ask.path}</p>`);
  },
  async play(visitor) {
    for (const path of ['/', '/news']) {
      await visitor.go(path, `Hello stranger, this is ${path}`);
      await visitor.stored(path);
    }
    const { page: tab } = visitor.engine;
    assert.ok(tab);
    const session = await tab.createCDPSession();
    await session.send('Page.reload', { ignoreCache: true });
    await visitor.sees('this is /');
    await session.detach();
    await pause(3500);
    await visitor.act(
      `await fetch('/login', { method: 'POST', body: 'user=ada' }); location = '/news'`,
      'this is /news',
    );
  },
};

/** Pages that greet by an HttpOnly cookie, which GETs change. */
const greeting = (ask: Ask, path = ask.path): Answer =>
  page(`<p>${ask.cookies.session ?? 'Nobody'} at ${path}</p>`);
const cookie = (value: string) => ({ 'Set-Cookie': `session=${value}; Path=/; HttpOnly` });

async function visitTwo(visitor: Visitor): Promise<void> {
  for (const path of ['/', '/news']) {
    await visitor.go(path, `Nobody at ${path}`);
    await visitor.stored(path);
  }
  await visitor.hits('/news', 'Nobody at /news');
}

const byGet: Situation[] = [
  {
    title: 'a link that signs out, and answers with a page',
    engines: EVERY_ENGINE,
    app: () => (ask) => {
      if (ask.path === '/login') return page('<p>In</p>', { headers: cookie('Ada') });
      if (ask.path === '/logout')
        return page('<p>Out</p>', { headers: { 'Set-Cookie': 'session=; Max-Age=0; Path=/; HttpOnly' } });
      return greeting(ask);
    },
    async play(visitor) {
      await visitTwo(visitor);
      for (const token of [1, 2]) {
        await visitor.go(`/login?token=${token}`, 'In');
        await visitor.go('/news', 'Ada at /news');
        await visitor.go('/logout', 'Out');
        await pause(SETTLING_MS);
        await visitor.go('/news', 'Nobody at /news');
      }
    },
  },
  {
    title: 'a router that follows a link whose redirect sets a cookie',
    engines: EVERY_ENGINE,
    app: () => (ask) =>
      ask.path === '/language' ? redirect('/', { headers: cookie('Deutsch') }) : greeting(ask),
    async play(visitor) {
      await visitTwo(visitor);
      const headers = `{ Accept: 'text/html, application/xhtml+xml' }`;
      await visitor.act(
        `await (await fetch('/language?to=de', { headers: ${headers} })).text(); location = '/news'`,
        'Deutsch at /news',
      );
      await visitor.go('/', 'Deutsch at /');
    },
  },
  {
    title: 'a link that adds to the basket, and leads to a page that is not stored',
    engines: EVERY_ENGINE,
    app: () => (ask) => {
      if (ask.path === '/basket/add/5') return redirect('/basket', { headers: cookie('One') });
      if (ask.path === '/basket')
        return page(`<p>Basket of ${ask.cookies.session ?? 'Nobody'}</p>`, {
          headers: { 'Cache-Control': 'no-store' },
        });
      return greeting(ask);
    },
    async play(visitor) {
      await visitTwo(visitor);
      await visitor.go('/basket', 'Basket of Nobody');
      await visitor.known('/basket');
      // A page that is not stored has shown all others again.
      await visitTwo(visitor);
      await visitor.go('/basket/add/5', 'Basket of One');
      await visitor.go('/news', 'One at /news');
    },
  },
  {
    title: 'a script’s GET that sets a cookie, and answers nothing',
    engines: EVERY_ENGINE,
    app: () => (ask) =>
      ask.path === '/currency/EUR' ? { status: 204, headers: cookie('Euro') } : greeting(ask),
    async play(visitor) {
      await visitTwo(visitor);
      await visitor.act(`await fetch('/currency/EUR'); location = '/'`, 'Euro at /');
    },
  },
];

playSideBySide('what is done elsewhere or by a GET', [
  ...[sibling, siblingToAccount, promised, uncontrolled],
  ...byGet,
]);
