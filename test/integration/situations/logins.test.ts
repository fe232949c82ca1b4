/** A visitor becomes another: what was everyone's a moment ago is not what they are to see now. */
import { form, page, redirect, type Answer, type App, type Ask } from '../../support/situations/app.js';
import { EVERY_ENGINE, playSideBySide, type Situation } from '../../support/situations/side-by-side.js';

const SESSION = 'session=ada; Path=/; HttpOnly; SameSite=Lax';
const NO_SESSION = 'session=; Path=/; HttpOnly; Max-Age=0';

const isLoggedIn = ({ cookies }: Ask): boolean => cookies.session === 'ada';

/** Every page greets whoever is logged in, and everyone can read it. */
function greeting(ask: Ask): Answer {
  const links = `<a id="out" href="/logout">Log out</a> ${form('/logout', '', 'Log out')}`;
  const login = form('/login', '<input type="hidden" name="user" value="ada">', 'Log in');
  return isLoggedIn(ask)
    ? page(`<p>Hello Ada, this is ${ask.path}</p>${links}`)
    : page(`<p>Hello stranger, this is ${ask.path}</p>${login}`);
}

/** Logs in and out by any method, and leads where it is told to. */
function sessions(ask: Ask, answer: (cookie: string) => Answer): Answer | undefined {
  if (ask.path === '/login' && ask.method === 'POST') return answer(SESSION);
  return ask.path === '/logout' ? answer(NO_SESSION) : undefined;
}

const seeOther =
  (location: string) =>
  (cookie: string): Answer =>
    redirect(location, { headers: { 'Set-Cookie': cookie } });

const noContent = (cookie: string): Answer => ({ status: 204, headers: { 'Set-Cookie': cookie } });

const greetingSite =
  (answer: (cookie: string) => Answer): (() => App) =>
  () =>
  (ask) =>
    sessions(ask, answer) ?? greeting(ask);

const LOGOUTS: Record<string, [(cookie: string) => Answer, string]> = {
  'by a link': [seeOther('/'), `document.querySelector('#out').click()`],
  'by a form': [seeOther('/'), `document.querySelector('button').click()`],
  'by a script, which then goes to a page': [
    noContent,
    `await fetch('/logout', { method: 'POST' }); location.href = '/'`,
  ],
  'by a script that reads a page of the logout': [
    seeOther('/bye'),
    `await fetch('/logout'); location.href = '/'`,
  ],
};

const logouts = Object.entries(LOGOUTS).map(([how, [answer, script]]): Situation => ({
  title: `a login by a form, and a logout ${how}`,
  app: greetingSite(answer),
  engines: EVERY_ENGINE,
  async play(visitor) {
    await visitor.go('/', 'Hello stranger');
    await visitor.go('/news', 'Hello stranger');
    await visitor.known('/');
    await visitor.known('/news');
    await visitor.act(
      `await fetch('/login', { method: 'POST', redirect: 'manual' }); location.href = '/'`,
      'Hello Ada, this is /',
    );
    await visitor.go('/news', 'Hello Ada, this is /news');
    await visitor.known('/news');
    await visitor.go('/', 'Hello Ada, this is /');
    await visitor.act(script, 'Hello stranger, this is /');
    await visitor.go('/news', 'Hello stranger, this is /news');
    await visitor.reload('Hello stranger, this is /news');
  },
}));

const LOGINS: Record<string, [(cookie: string) => Answer, string]> = {
  'a form that leads back': [seeOther('/news'), `document.querySelector('button').click()`],
  'a form whose answer is the page': [
    (cookie) => page('<p>Hello Ada, welcome</p>', { headers: { 'Set-Cookie': cookie } }),
    `document.querySelector('button').click()`,
  ],
  'a chain of redirects': [seeOther('/single-sign-on'), `document.querySelector('button').click()`],
  'fetch(), then location': [
    noContent,
    `await fetch('/login', { method: 'POST', body: new URLSearchParams({ user: 'ada' }) }); location = '/news'`,
  ],
  'fetch() with a FormData, then location': [
    noContent,
    `await fetch('/login', { method: 'POST', body: new FormData(document.forms[0]) }); location = '/news'`,
  ],
  'an XMLHttpRequest, then a reload': [
    noContent,
    `await new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.onloadend = resolve;
      request.open('POST', '/login');
      request.send('user=ada');
    });
    location.reload();`,
  ],
};

const logins = Object.entries(LOGINS).map(([how, [answer, script]]): Situation => ({
  title: `a login by ${how}`,
  app: () => (ask) =>
    ask.path === '/single-sign-on'
      ? redirect('/news', { status: 302, headers: { 'Set-Cookie': 'signed=on; Path=/' } })
      : (sessions(ask, answer) ?? greeting(ask)),
  engines: EVERY_ENGINE,
  async play(visitor) {
    await visitor.go('/', 'Hello stranger');
    await visitor.stored('/');
    await visitor.go('/news', 'Hello stranger');
    await visitor.stored('/news');
    await visitor.hits('/news', 'Hello stranger');
    await visitor.act(script, 'Hello Ada');
    await visitor.go('/', 'Hello Ada, this is /');
    await visitor.go('/news', 'Hello Ada, this is /news');
  },
}));

const draft: Situation = {
  title: 'a draft that is a 404 for all but its editor',
  engines: EVERY_ENGINE,
  app: () => (ask) => {
    if (ask.path === '/draft' && !isLoggedIn(ask)) return page('<p>Nothing is here</p>', { status: 404 });
    return sessions(ask, seeOther('/draft')) ?? greeting(ask);
  },
  async play(visitor) {
    await visitor.go('/draft', 'Nothing is here');
    await visitor.known('/draft');
    await visitor.go('/', 'Hello stranger');
    await visitor.click('button', 'Hello Ada, this is /draft');
    await visitor.known('/draft');
    await visitor.reload('Hello Ada, this is /draft');
    await visitor.click('#out', 'Nothing is here');
  },
};

const adminsBar: Situation = {
  title: 'a bar that only the admin has',
  engines: EVERY_ENGINE,
  app: () => (ask) => {
    const bar = isLoggedIn(ask) ? '<nav>Edit this page</nav>' : '';
    return sessions(ask, seeOther('/')) ?? page(`${bar}<p>All about ${ask.path}</p>${form('/login')}`);
  },
  async play(visitor) {
    for (const path of ['/', '/about']) {
      await visitor.go(path, `All about ${path}`);
      await visitor.stored(path);
    }
    await visitor.hits('/', 'All about /');
    await visitor.click('button', 'Edit this page');
    await visitor.go('/about', 'Edit this page');
    await visitor.known('/about');
    await visitor.go('/about', 'Edit this page');
    await visitor.act(`await fetch('/logout'); location.href = '/about'`, 'All about /about');
  },
};

playSideBySide('logins', [...logins, ...logouts, draft, adminsBar]);
