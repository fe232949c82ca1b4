/** What a navigation gets that is no HTML page: empty and other errors, data, downloads, nothing at all. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { page, type Answer, type App } from '../../support/situations/app.js';
import { playSideBySide, type Situation, type Visitor } from '../../support/situations/side-by-side.js';
import { until } from '../../support/site.js';

/** What the visitor sees of an answer, and a word of it: that of the browser's own page where the answer has none. */
const ANSWERS: [string, Answer, string][] = [
  ['a 404 with nothing in it', { status: 404, headers: { 'Content-Length': '0' } }, '404'],
  ['a 500 with nothing in it', { status: 500, headers: { 'Content-Length': '0' } }, '500'],
  ['a 403 with nothing in it', { status: 403, headers: { 'Content-Length': '0' } }, '403'],
  [
    'a 404 in JSON',
    { status: 404, headers: { 'Content-Type': 'application/json' }, body: '{"a":1}' },
    '{"a":1}',
  ],
  ['a 500 in text', { status: 500, headers: { 'Content-Type': 'text/plain' }, body: 'Oh no' }, 'Oh no'],
  [
    'a 503 in HTML',
    { ...page('<p>Back soon</p>'), status: 503, headers: { 'Retry-After': '9' } },
    'Back soon',
  ],
  ['a 410 in HTML', { ...page('<p>Gone for good</p>'), status: 410 }, 'Gone for good'],
  ['data in JSON', { headers: { 'Content-Type': 'application/json' }, body: '{"b":2}' }, '{"b":2}'],
  ['text', { headers: { 'Content-Type': 'text/plain' }, body: 'Plain words' }, 'Plain words'],
];

const answers = ANSWERS.map(([what, answer, words]): Situation => ({
  title: what,
  app: () => (ask) => (ask.path === '/answer' ? answer : page(`<p>This is ${ask.path}</p>`)),
  async play(visitor) {
    await visitor.go('/', 'This is /');
    for (let times = 0; times < 3; times += 1) await visitor.go('/answer', words);
    await visitor.go('/', 'This is /');
    await visitor.act(`location = '/answer'`, words);
  },
}));

/** Notes what the visitor has, after something that leads to no page. */
const stays = (visitor: Visitor) => visitor.sees('This is /');

/** A link to what is no page leaves the page where it is. */
async function follow(visitor: Visitor, path: string): Promise<void> {
  await visitor.run(`
    document.body.insertAdjacentHTML('beforeend', '<a href="${path}"></a>');
    document.querySelector('a:last-of-type').click()`);
}

const nothing: Situation = {
  title: 'a 204',
  app: () => {
    let asked = 0;
    return ({ path }) => {
      if (path === '/asked') return { headers: { 'Content-Type': 'text/plain' }, body: String(asked) };
      if (path !== '/nothing') return page(`<p>This is ${path}</p>`);
      asked += 1;
      return { status: 204 };
    };
  },
  async play(visitor) {
    await visitor.go('/', 'This is /');
    for (const times of [1, 2]) {
      await follow(visitor, '/nothing');
      await until('the link is followed', () => visitor.site.asked('/nothing').length >= times);
      await stays(visitor);
    }
    await visitor.go('/asked', '2');
  },
};

/** @param once whether the second request for it is refused */
function downloadSite(once: boolean): App {
  let asked = 0;
  return ({ path }) => {
    if (path !== '/report') return page(`<p>This is ${path}</p>`);
    asked += 1;
    if (once && asked > 1) return page('<p>You have it already</p>', { status: 403 });
    return {
      headers: { 'Content-Type': 'text/csv', 'Content-Disposition': 'attachment; filename="report.csv"' },
      body: `a,b\n1,${asked}\n`,
    };
  };
}

/** Follows a link to a file, and tells what is in the file that the browser wrote. */
async function download(visitor: Visitor, folder: string): Promise<string> {
  const { page: tab } = visitor.engine;
  assert.ok(tab, 'only Chromium says where files go');
  const session = await tab.createCDPSession();
  await session.send('Browser.setDownloadBehavior', {
    browserContextId: tab.browserContext().id,
    behavior: 'allow',
    downloadPath: folder,
    eventsEnabled: true,
  });
  const ended = new Promise<string>((resolve) => {
    session.on('Browser.downloadProgress', ({ state }) => {
      if (state !== 'inProgress') resolve(state);
    });
  });
  await follow(visitor, '/report');
  assert.equal(await ended, 'completed');
  await session.detach();
  const file = join(folder, 'report.csv');
  const content = await readFile(file, 'utf8');
  await rm(file);
  return content;
}

const downloads = [false, true].map((once): Situation => ({
  title: once ? 'a file that is handed out once' : 'a file to be saved, time and again',
  app: () => downloadSite(once),
  async play(visitor) {
    const folder = await mkdtemp(join(tmpdir(), 'sw-isr-downloads-'));
    try {
      await visitor.go('/', 'This is /');
      for (let times = 0; times < (once ? 1 : 3); times += 1) {
        assert.match(await download(visitor, folder), /^a,b\n1,\d\n$/);
        await stays(visitor);
      }
      await visitor.reload('This is /');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
}));

playSideBySide('what is no page', [...answers, nothing, ...downloads]);
