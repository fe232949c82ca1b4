/** Redirects: with cookies, to a login, in a circle once the origin is gone, and addresses that are written differently. */
import assert from 'node:assert/strict';
import { page, redirect, type App } from '../../support/situations/app.js';
import { EVERY_ENGINE, playSideBySide, type Situation } from '../../support/situations/side-by-side.js';

/** A page that wants a cookie, and a redirect to the same page that sets it. */
const withCookie: Situation = {
  title: 'a redirect to the same page that sets a cookie',
  engines: EVERY_ENGINE,
  app: () => (ask) =>
    ask.cookies.seen
      ? page(`<p>Welcome back to ${ask.url}</p>`)
      : redirect(ask.url, { status: 302, headers: { 'Set-Cookie': 'seen=1; Path=/; HttpOnly' } }),
  async play(visitor) {
    await visitor.go('/', 'Welcome back to /');
    await visitor.go('/other?a=1', 'Welcome back to /other?a=1');
    await visitor.reload('Welcome back to /other?a=1');
  },
};

const toLogin: Situation = {
  title: 'a redirect to the login page, and back where the visitor wanted to go',
  engines: EVERY_ENGINE,
  app: () => (ask) => {
    if (ask.path === '/login' && ask.method === 'POST')
      return redirect(ask.query.get('to') ?? '/', {
        headers: { 'Set-Cookie': 'session=ada; Path=/; HttpOnly' },
      });
    if (ask.path === '/logout')
      return redirect('/', { headers: { 'Set-Cookie': 'session=; Path=/; Max-Age=0' } });
    if (ask.path === '/login')
      return page(`<p>Who are you?</p><form method="post" action="${ask.url}"><button>Ada</button></form>`);
    if (ask.path === '/account' && !ask.cookies.session)
      return redirect('/login?to=/account', { status: 302 });
    return page(`<p>${ask.path} of ${ask.cookies.session ?? 'nobody'}</p>`);
  },
  async play(visitor) {
    await visitor.go('/account', 'Who are you?');
    await visitor.known('/login?to=/account');
    await visitor.click('button', '/account of ada');
    await visitor.known('/account');
    await visitor.reload('/account of ada');
    await visitor.go('/logout', '/ of nobody');
    await visitor.go('/account', 'Who are you?');
  },
};

/** A page that moves while the visitor is away, and moves back. */
function movingSite(): App {
  let down = false;
  return ({ path, method }) => {
    if (method === 'POST') {
      down = !down;
      return { status: 204 };
    }
    if (path === '/' && down) return redirect('/maintenance', { status: 302 });
    if (path === '/maintenance' && !down) return redirect('/', { status: 302 });
    return page(`<p>${path === '/' ? 'The shop' : 'Back soon'}</p>`);
  };
}

/** The words of the worker's offline page, or of a page of the site. */
const READABLE = /The shop|Back soon|offline/i;

const circle: Situation = {
  title: 'two redirects that lead to each other, each for a while, and then no origin',
  engines: EVERY_ENGINE,
  app: movingSite,
  async play(visitor) {
    await visitor.go('/', 'The shop');
    await visitor.stored('/');
    await visitor.site.post('/switch');
    await visitor.act(`await fetch('/note', { method: 'PUT' }); location = '/maintenance'`, 'Back soon');
    await visitor.go('/', 'Back soon');
    await visitor.site.post('/switch');
    await visitor.act(`await fetch('/note', { method: 'PUT' }); location = '/maintenance'`, 'The shop');
    await visitor.go('/', 'The shop');
    if (!visitor.hasWorker) return;
    await visitor.site.unplug();
    for (const path of ['/', '/maintenance'])
      assert.match((await visitor.tab.go(path, '')).text, READABLE, `${path} without the origin`);
  },
};

const encodings: Situation = {
  title: 'an address whose escapes are written in small letters',
  app: () => (ask) => page(`<p>The page ${decodeURI(ask.path)}</p>`),
  async play(visitor) {
    await visitor.go('/%d0%bf%d1%80%d0%b8', 'The page /при');
    await visitor.stored('/%D0%BF%D1%80%D0%B8');
    await visitor.hits('/%D0%BF%D1%80%D0%B8', 'The page /при');
    await visitor.hits('/%d0%bf%d1%80%d0%b8', 'The page /при');
  },
};

const moved: Situation = {
  title: 'a page that has moved for good, with a fragment',
  engines: EVERY_ENGINE,
  app: () => (ask) =>
    ask.path === '/old'
      ? redirect('/new', { status: 301 })
      : page(`<p>The page ${ask.path}</p><p id="end">End</p>`),
  async play(visitor) {
    await visitor.go('/old', 'The page /new');
    await visitor.go('/old#end', 'The page /new');
    await visitor.go('/old?a=1', 'The page /new');
  },
};

playSideBySide('redirects', [withCookie, toLogin, circle, encodings, moved]);
