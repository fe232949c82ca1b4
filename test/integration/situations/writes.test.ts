/** What a visitor has written is there on the next page: a basket, a message after a form, a comment. */
import { form, page, redirect, type Answer, type App, type Ask } from '../../support/situations/app.js';
import { EVERY_ENGINE, playSideBySide, type Situation } from '../../support/situations/side-by-side.js';

/** A shop with one basket, which each of its pages shows, and everyone else's pages show empty. */
function basketSite(answer: (ask: Ask) => Answer): App {
  let count = 0;
  return (ask) => {
    if (ask.path !== '/api/basket') {
      const shown = ask.cookies.session ? count : 0;
      const headers = { 'Set-Cookie': 'session=1; Path=/; HttpOnly' };
      const content = `<p>${ask.path} with ${shown} in the basket</p>${form('/api/basket', '<input name="id" value="7">')}`;
      return page(content, { headers: ask.cookies.session ? undefined : headers });
    }
    if (!ask.cookies.session) return { status: 403 };
    count += ask.method === 'DELETE' ? -1 : Number(ask.form.get('count') ?? 1);
    return answer(ask);
  };
}

const noContent = (): Answer => ({ status: 204 });
const json = (): Answer => ({ headers: { 'Content-Type': 'application/json' }, body: '{"ok":true}' });
const seeOther = (): Answer => redirect('/list');

const ADD = `method: 'POST', body: new FormData(document.forms[0])`;

interface Write {
  how: string;
  answer: (ask: Ask) => Answer;
  /** Puts one thing into the basket, and leads to `/list`. */
  script: string;
  engines?: Situation['engines'];
}

const WRITES: Write[] = [
  {
    how: 'fetch(), then location',
    answer: json,
    script: `await fetch('/api/basket', { method: 'POST', body: 'count=1' }); location = '/list'`,
  },
  {
    how: 'fetch() with a FormData, then location',
    answer: noContent,
    script: `await fetch('/api/basket', { ${ADD} }); location = '/list'`,
    engines: EVERY_ENGINE,
  },
  {
    how: 'fetch() with redirect: manual, then location',
    answer: seeOther,
    script: `await fetch('/api/basket', { redirect: 'manual', ${ADD} }); location = '/list'`,
    engines: EVERY_ENGINE,
  },
  {
    how: 'fetch() that follows a redirect, then location',
    answer: seeOther,
    script: `await fetch('/api/basket', { ${ADD} }); location = '/list'`,
  },
  {
    how: 'a PUT',
    answer: noContent,
    script: `await fetch('/api/basket', { method: 'PUT' }); location = '/list'`,
    engines: EVERY_ENGINE,
  },
  {
    how: 'fetch() with keepalive, then a link',
    answer: noContent,
    script: `await fetch('/api/basket', { method: 'POST', keepalive: true });
      document.body.innerHTML = '<a href="/list">Go</a>';
      document.querySelector('a').click()`,
    // Firefox shows no worker a fetch() with keepalive.
    engines: ['Chromium', 'WebKit'],
  },
  {
    how: 'an XMLHttpRequest, then location',
    answer: json,
    script: `const request = new XMLHttpRequest();
      request.open('POST', '/api/basket');
      request.onload = () => { location = '/list' };
      request.send('id=7')`,
  },
  { how: 'a form', answer: seeOther, script: `document.forms[0].submit()`, engines: EVERY_ENGINE },
  {
    how: 'a form with a file',
    answer: seeOther,
    script: `document.forms[0].enctype = 'multipart/form-data'; document.forms[0].submit()`,
  },
];

const baskets = WRITES.map(({ how, answer, script, engines }): Situation => ({
  title: `a basket that is filled by ${how}`,
  engines,
  app: () => basketSite(answer),
  async play(visitor) {
    for (const path of ['/list', '/product']) {
      await visitor.go(path, `${path} with 0`);
      await visitor.known(path);
    }
    await visitor.act(script, '/list with 1 in the basket');
    await visitor.go('/product', '/product with 1 in the basket');
    await visitor.act(
      `await fetch('/api/basket', { method: 'DELETE' }); location.reload()`,
      '/product with 0',
    );
    await visitor.go('/list', '/list with 0 in the basket');
  },
}));

/** A page that is everyone's until the basket has something in it. */
const emptyAtFirst: Situation = {
  title: 'a page that is everyone’s until the basket holds something',
  engines: EVERY_ENGINE,
  app: () => {
    let count = 0;
    return (ask) => {
      if (ask.method === 'POST') count += 1;
      const shown = ask.cookies.session ? count : 0;
      const headers = { 'Set-Cookie': 'session=1; Path=/; HttpOnly' };
      if (ask.method === 'POST') return { status: 204, headers };
      return page(`<p>${ask.path} with ${shown} in the basket</p>`);
    };
  },
  async play(visitor) {
    for (const path of ['/', '/list']) {
      await visitor.go(path, `${path} with 0`);
      await visitor.stored(path);
    }
    await visitor.hits('/', '/ with 0');
    const add = `await fetch('/add', { method: 'POST', body: new FormData() }); location = '/list'`;
    await visitor.act(add, '/list with 1');
    await visitor.go('/', '/ with 1');
    await visitor.act(add, '/list with 2');
    await visitor.go('/', '/ with 2');
  },
};

/** Product pages tell nothing of the basket: after some of them, adding to it has changed no page that was seen. */
const emptyWhenStored: Situation = {
  title: 'a basket that was stored empty, and is filled from pages that are everyone’s',
  app: () => {
    let count = 0;
    return (ask) => {
      if (ask.method === 'POST') count += 1;
      if (ask.method === 'POST')
        return { status: 204, headers: { 'Set-Cookie': 'session=1; Path=/; HttpOnly' } };
      const shown = ask.cookies.session ? count : 0;
      return page(`<p>${ask.path === '/basket' ? `Your basket holds ${shown}` : `Product ${ask.path}`}</p>`);
    };
  },
  async play(visitor) {
    await visitor.go('/basket', 'Your basket holds 0');
    await visitor.stored('/basket');
    for (const path of ['/a', '/b', '/c', '/d', '/a']) {
      await visitor.go(path, `Product ${path}`);
      await visitor.stored(path);
      await visitor.act(`await fetch('/add', { method: 'POST' }); location.reload()`, `Product ${path}`);
    }
    await visitor.go('/basket', 'Your basket holds 5');
  },
};

/** The second server: same host, another port, so that its requests carry the site's cookies. */
const apiOnAnotherPort: Situation = {
  title: 'a basket on another port of the same host',
  engines: EVERY_ENGINE,
  secondServer: true,
  app: () => {
    let count = 0;
    return (ask) => {
      const origin = ask.headers.origin;
      const headers: Record<string, string> = origin
        ? {
            'Access-Control-Allow-Origin': origin,
            'Access-Control-Allow-Credentials': 'true',
            'Access-Control-Allow-Methods': 'PUT',
          }
        : {};
      if (ask.method === 'OPTIONS') return { status: 204, headers };
      if (ask.method !== 'GET') {
        count += 1;
        return { status: 204, headers: { ...headers, 'Set-Cookie': 'session=1; Path=/; HttpOnly' } };
      }
      return page(`<p>${ask.path} with ${ask.cookies.session ? count : 0} in the basket</p>`);
    };
  },
  async play(visitor) {
    const api = JSON.stringify(visitor.secondUrl);
    for (const path of ['/', '/list']) {
      await visitor.go(path, `${path} with 0`);
      await visitor.stored(path);
    }
    const send = (method: string) =>
      `await fetch(${api} + '/add', { method: '${method}', credentials: 'include' });`;
    await visitor.act(`${send('POST')} location = '/list'`, '/list with 1');
    await visitor.go('/', '/ with 1');
    await visitor.act(`${send('PUT')} location.reload()`, '/ with 2');
    await visitor.go('/list', '/list with 2');
  },
};

playSideBySide('what a visitor has written', [...baskets, emptyAtFirst, emptyWhenStored, apiOnAnotherPort]);
