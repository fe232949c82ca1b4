/** WebKitGTK, driven by plain WebDriver: one session at a time, whose storage goes with it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { READ_PAGE, type Engine } from './engine.js';
import { machine } from './machine.js';
import { WEBKIT_CAPABILITIES } from './runner/engines.mjs';

async function command<T>(method: 'POST' | 'DELETE', path: string, body?: object): Promise<T> {
  const response = await fetch(`http://127.0.0.1:${process.env.WEBKIT_DRIVER_PORT ?? ''}${path}`, {
    method,
    body: body && JSON.stringify(body),
  });
  const { value } = (await response.json()) as { value: T & { message?: string } };
  if (!response.ok)
    throw new Error(`Failed to run "${path}" in WebKit: ${value.message ?? response.statusText}`);
  return value;
}

/** Another test file may still hold the only session. */
async function newSession(): Promise<string> {
  const { 'webkitgtk:browserOptions': options } = WEBKIT_CAPABILITIES(machine.webkit?.browser ?? '');
  const capabilities = { alwaysMatch: { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': options } };
  for (let attempt = 0; ; attempt++) {
    try {
      const { sessionId } = await command<{ sessionId: string }>('POST', '/session', { capabilities });
      return sessionId;
    } catch (error) {
      if (attempt === 60) throw error;
      await sleep(1_000);
    }
  }
}

export async function launchWebKit(): Promise<Engine> {
  const session = `/session/${await newSession()}`;
  await command('POST', `${session}/timeouts`, { script: 30_000, pageLoad: 30_000 });
  const evaluate = async <T>(body: string): Promise<T> => {
    const script = `const done = arguments[arguments.length - 1];
      (async () => { ${body} })().then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const result = await command<{ value: T; error?: string }>('POST', `${session}/execute/async`, {
      script,
      args: [],
    });
    if (result.error !== undefined) throw new Error(`Failed to run a script in WebKit: ${result.error}`);
    return result.value;
  };
  return {
    name: 'WebKit',
    async goto(url) {
      await command('POST', `${session}/url`, { url });
      return evaluate(READ_PAGE);
    },
    evaluate,
    stopWorkers: async () => undefined,
    close: () => command('DELETE', session),
  };
}
