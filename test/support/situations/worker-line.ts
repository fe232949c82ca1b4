/** Talks to the worker from within any page, also one whose policy lets it load no further script. */
import type { CommandName, Commands } from '../../../src/shared/messages.js';
import { pauses } from './pauses.js';
import type { Tab } from './tab.js';

/** Registers the worker, and waits until it answers navigations. */
export const REGISTER = `
  await navigator.serviceWorker.register('/sw.js');
  const { active } = await navigator.serviceWorker.ready;
  while (active.state !== 'activated') await new Promise((resolve) => setTimeout(resolve, 10));`;

/** Sends one command to the worker of the site that the tab shows. */
export async function command<N extends CommandName>(
  tab: Pick<Tab, 'run'>,
  name: N,
  params: Commands[N]['params'],
): Promise<Commands[N]['result']> {
  const reply = await tab.run<{ ok: boolean; result: Commands[N]['result']; message?: string }>(`
    const { active } = await navigator.serviceWorker.ready;
    const { port1, port2 } = new MessageChannel();
    return new Promise((resolve) => {
      port1.onmessage = ({ data }) => resolve(data);
      active.postMessage({ isr: 1, command: '${name}', params: ${JSON.stringify(params)} }, [port2]);
    });`);
  if (!reply.ok) throw new Error(`Failed to run "${name}": ${reply.message ?? 'no reason was given'}`);
  return reply.result;
}

/**
 * Waits until the worker would answer with the stored page at once. A page is fresh a moment before it is known whose it
 * is. Where that never comes, the visit that follows shows it.
 */
export async function untilServed(tab: Tab, url: string): Promise<void> {
  const deadline = performance.now() + 8_000;
  const pause = pauses();
  while (performance.now() < deadline) {
    const told = await command(tab, 'explain', { url }).catch(() => undefined);
    if (told?.state === 'fresh' && /served at once/.test(told.why.join())) return;
    await pause();
  }
}

/** Waits until the worker has one of these things to say of a URL. */
export async function untilState(tab: Tab, url: string, wanted: readonly string[]): Promise<void> {
  const deadline = performance.now() + 8_000;
  const pause = pauses();
  for (;;) {
    // A page that is being left answers nothing.
    const told = await command(tab, 'explain', { url }).catch(() => undefined);
    if (told && wanted.includes(told.state)) return;
    if (performance.now() > deadline)
      throw new Error(
        `"${url}" was to be ${wanted.join(' or ')}, but is ${told?.state ?? 'not known'}: ${told?.why.join(' ') ?? ''}`,
      );
    await pause();
  }
}
