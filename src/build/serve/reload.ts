/** Tells the pages that are open that a file or the worker has changed (`sw-isr serve --watch`). */
import type { ServerResponse } from 'node:http';
import type { Script } from '../bundle/script.js';

/** Where open pages listen. */
export const EVENTS_PATH = '/__sw-isr/watch';
/** The script that they load for that. */
export const RELOAD_SCRIPT: Script = {
  name: '__sw-isr/reload.js',
  contents: `import { ready } from '/sw-isr.js';
new EventSource('${EVENTS_PATH}').onmessage = async () => {
  // A stored page is of the file before.
  const client = await Promise.race([ready, new Promise((end) => setTimeout(end, 3000))]).catch(() => undefined);
  await client?.revalidatePath('/', { prefix: true, mode: 'hard' }).catch(() => undefined);
  location.reload();
};
`,
};

export interface OpenPages {
  /** Keeps a page's connection open. */
  add: (response: ServerResponse) => void;
  reload: () => void;
}

export function openPages(): OpenPages {
  const open = new Set<ServerResponse>();
  return {
    add(response) {
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
      response.write(':\n\n');
      open.add(response);
      response.on('close', () => open.delete(response));
    },
    reload() {
      for (const response of open) response.write('data: changed\n\n');
    },
  };
}
