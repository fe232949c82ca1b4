/** Sends the inspector's commands to the worker. */
import { IsrError } from '../shared/errors.js';
import type { CommandName, Commands, Reply } from '../shared/messages.js';

const TIMEOUT_MS = 10_000;

async function activeWorker(): Promise<ServiceWorker> {
  const { serviceWorker } = navigator as { serviceWorker?: ServiceWorkerContainer };
  const registration = await serviceWorker?.getRegistration();
  const worker = serviceWorker?.controller ?? registration?.active;
  if (worker) return worker;
  throw new IsrError(
    'no-worker',
    'Failed to inspect "this site": it has no active worker. Visit a page first.',
  );
}

/** How the inspector talks to a worker. */
export type Ask = <N extends CommandName>(
  command: N,
  params: Commands[N]['params'],
) => Promise<Commands[N]['result']>;

/** @throws IsrError `no-worker`, `timeout`, or the code of the worker's own error */
export const ask: Ask = async <N extends CommandName>(command: N, params: Commands[N]['params']) => {
  const worker = await activeWorker();
  const { port1, port2 } = new MessageChannel();
  worker.postMessage({ isr: 1, command, params }, [port2]);
  const reply = await new Promise<Reply<N>>((resolve, reject) => {
    const late = new IsrError(
      'timeout',
      `Failed to run "${command}": the worker did not answer. Reload the page.`,
    );
    const timer = setTimeout(() => reject(late), TIMEOUT_MS);
    port1.onmessage = ({ data }: MessageEvent<Reply<N>>) => {
      clearTimeout(timer);
      resolve(data);
    };
  }).finally(() => port1.close());
  if (reply.ok) return reply.result;
  throw new IsrError(reply.code, reply.message);
};
