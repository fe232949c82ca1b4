import { IsrError } from '../shared/errors.js';
import type { CommandName, Commands, Reply } from '../shared/messages.js';
import { activeWorker } from './runtime/connection.js';
import type { Connection } from './runtime/connection.js';
import { noWorkerResults } from './no-worker.js';
import { withTimeout } from './runtime/with-timeout.js';
import type { CallOptions } from './runtime/with-timeout.js';

/** The result of a command for its caller: nothing if the worker's result is null. */
// oxlint-disable-next-line typescript/no-invalid-void-type -- it is the argument of a Promise.
type Result<N extends CommandName> = Commands[N]['result'] extends null ? void : Commands[N]['result'];

/**
 * Sends one command to the worker, and waits for its reply on a port of its own. Without a worker, and none expected,
 * the result is that of an empty cache.
 * @throws {IsrError} `no-worker`, `timeout`, `aborted`, or the code of the worker's own error.
 */
export function request<N extends CommandName>(
  connection: Connection,
  command: N,
  params: Commands[N]['params'],
  options?: CallOptions,
): Promise<Result<N>> {
  return withTimeout(
    connection,
    `run "${command}"`,
    async (ended) => {
      await connection.registering;
      const { container, registration } = connection;
      const worker = activeWorker(connection) ?? (registration && (await container?.ready)?.active);
      if (!worker) return noWorkerResults[command]?.(params) as Result<N>;
      ended.throwIfAborted();
      const { port1, port2 } = new MessageChannel();
      ended.onabort = () => port1.close();
      worker.postMessage({ isr: 1, command, params }, [port2]);
      const { data } = await new Promise<MessageEvent<Reply<N>>>((resolve) => {
        port1.onmessage = resolve;
      });
      if (data.ok) return data.result as Result<N>;
      throw new IsrError(data.code, data.message);
    },
    options,
  );
}
