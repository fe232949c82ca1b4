/** Forms: a token that has to match the session, a message that is shown once, a comment. */
import { form, page, redirect, type App } from '../../support/situations/app.js';
import { EVERY_ENGINE, playSideBySide, type Situation } from '../../support/situations/side-by-side.js';

/** Gives each session a token; what is posted without its own session's token is refused. */
function tokenSite({ once }: { once: boolean }): App {
  const tokens = new Map<string, string>();
  let made = 0;
  let sent = 0;
  return (ask) => {
    const session = ask.cookies.session;
    if (ask.method === 'POST') {
      const wanted = session && tokens.get(session);
      if (!wanted || ask.form.get('token') !== wanted)
        return page('<p>The token is wrong</p>', { status: 419 });
      if (once) tokens.delete(session);
      sent += 1;
      return redirect('/thanks');
    }
    if (ask.path === '/thanks') return page(`<p>Thanks, ${sent} sent</p>`);
    made += 1;
    const own = session ?? `s${made}`;
    const token = tokens.get(own) ?? `token-${made}`;
    tokens.set(own, token);
    const headers = session ? undefined : { 'Set-Cookie': `session=${own}; Path=/; HttpOnly` };
    return page(`<p>Write to us</p>${form('/send', `<input type="hidden" name="token" value="${token}">`)}`, {
      headers,
    });
  };
}

const tokens = [false, true].map((once): Situation => ({
  title: `a form with a token of the session${once ? ', which is good for one time' : ''}`,
  engines: EVERY_ENGINE,
  app: () => tokenSite({ once }),
  async play(visitor) {
    await visitor.go('/contact', 'Write to us');
    await visitor.known('/contact');
    await visitor.click('button', 'Thanks, 1 sent');
    await visitor.go('/contact', 'Write to us');
    await visitor.click('button', 'Thanks, 2 sent');
    // The cookie that the token belongs to is gone, as after a while.
    await visitor.go('/contact', 'Write to us');
    await visitor.known('/contact');
    await visitor.reload('Write to us');
    await visitor.click('button', 'Thanks, 3 sent');
  },
}));

/** Shows a message on the next page, whichever that is, and never again. */
function flashSite(): App {
  const messages = new Map<string, string>();
  return (ask) => {
    if (ask.method === 'POST') {
      messages.set('s1', `Saved "${ask.form.get('words') ?? ''}"`);
      return redirect(ask.form.get('to') ?? '/', {
        headers: { 'Set-Cookie': 'session=s1; Path=/; HttpOnly' },
      });
    }
    const message = messages.get(ask.cookies.session ?? '') ?? '';
    messages.delete(ask.cookies.session ?? '');
    const fields = `<input name="words" value="all"><input name="to" value="${ask.path}">`;
    return page(`<p>This is ${ask.path}</p><p>${message}</p>${form('/save', fields)}`);
  };
}

const flash: Situation = {
  title: 'a message that is shown once, after a redirect',
  engines: EVERY_ENGINE,
  app: flashSite,
  async play(visitor) {
    for (const path of ['/', '/list']) {
      await visitor.go(path, `This is ${path}`);
      await visitor.stored(path);
    }
    await visitor.hits('/list', 'This is /list');
    await visitor.click('button', 'Saved "all"');
    await visitor.reload('This is /list');
    await visitor.click('button', 'Saved "all"');
    await visitor.go('/', 'This is /');
    await visitor.go('/list', 'This is /list');
    // Written by a script: the message waits for the next page.
    await visitor.act(
      `await fetch('/save', { method: 'POST', redirect: 'manual', body: new FormData(document.forms[0]) }); location = '/'`,
      'Saved "all"',
    );
    await visitor.go('/list', 'This is /list');
  },
};

const comment: Situation = {
  title: 'a comment that everyone sees',
  engines: EVERY_ENGINE,
  app: () => {
    const comments: string[] = [];
    return (ask) => {
      if (ask.method !== 'POST')
        return page(
          `<p>${comments.join(', ') || 'No comment yet'}</p>${form('/say', '<input name="words" value="first">')}`,
        );
      comments.push(ask.form.get('words') ?? '');
      return redirect('/story');
    };
  },
  async play(visitor) {
    await visitor.go('/story', 'No comment yet');
    await visitor.stored('/story');
    await visitor.click('button', 'first');
    await visitor.stored('/story');
    await visitor.hits('/story', 'first');
    await visitor.click('button', 'first, first');
    await visitor.reload('first, first');
  },
};

const refused: Situation = {
  title: 'a form that is shown again with what is wrong in it',
  engines: EVERY_ENGINE,
  app: () => (ask) => {
    const wrong = ask.method === 'POST' && !ask.form.get('name');
    const fields = `<input name="name" value="">${wrong ? '<em>A name is missing</em>' : ''}`;
    return page(`<p>Who are you?</p>${form('/who', fields)}`, { status: wrong ? 422 : 200 });
  },
  async play(visitor) {
    await visitor.go('/who', 'Who are you?');
    await visitor.stored('/who');
    await visitor.click('button', 'A name is missing');
    await visitor.click('button', 'A name is missing');
    await visitor.go('/who', 'Who are you?');
  },
};

playSideBySide('forms', [...tokens, flash, comment, refused]);
