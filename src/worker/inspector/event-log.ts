/** The last notices that this worker sent to pages. In memory: a worker that was stopped begins anew. */
import { IsrError } from '../../shared/errors.js';
import type { InspectedEvent } from '../../shared/messages.js';
import type { Context } from '../runtime/context.js';
import type { Notifier } from '../runtime/notify-clients.js';

const MAX_EVENTS = 200;

export interface EventLog {
  /** The events after a number, the oldest first. */
  after(id: number): InspectedEvent[];
}

/** Logs what the context's notifier tells from now on. */
export function logEvents(context: Context): EventLog {
  const { notifier, now, report } = context;
  const events: InspectedEvent[] = [];
  let last = 0;
  const note = (notice: InspectedEvent['notice'], detail: InspectedEvent['detail']): void => {
    last += 1;
    events.push({ id: last, at: now(), notice, detail });
    events.splice(0, events.length - MAX_EVENTS);
  };
  const tell: Notifier['tell'] = (notice, detail, concerns) => {
    note(notice, detail);
    notifier.tell(notice, detail, concerns);
  };
  Object.assign(context, {
    notifier: { ...notifier, tell },
    report(error: unknown) {
      const { code = 'failed', message = String(error) } = error instanceof IsrError ? error : {};
      note('error', { code, message });
      report(error);
    },
  });
  return { after: (id) => events.filter((event) => event.id > id) };
}
