import { expect } from 'chai';
import { IsrError } from '../../src/shared/errors.js';
import type { Connection } from '../../src/client/runtime/connection.js';
import { request } from '../../src/client/call.js';
import { FakeContainer, FakePage, FakeWorker, turn } from './fake-page.js';
import type { Answer } from './fake-page.js';

function connect(answer?: Answer, { active = true, timeout = 1000 } = {}) {
  const worker = new FakeWorker(answer);
  const container = new FakeContainer(active ? worker : null);
  const page = new FakePage(container);
  const connection: Connection = {
    page,
    container: page.navigator.serviceWorker,
    timeout,
    registration: container.registration as unknown as ServiceWorkerRegistration,
  };
  return { connection, container, worker };
}

async function failureOf(call: Promise<unknown>): Promise<IsrError> {
  const outcome = await call.catch((cause: unknown) => cause);
  if (outcome instanceof IsrError) return outcome;
  throw new Error(`an IsrError was awaited, not ${String(outcome)}`);
}

const silent: Answer = () => undefined;

describe('one command to the worker', () => {
  it('carries its name and parameters, and resolves to what the one reply holds', async () => {
    const { connection, worker } = connect(() => ({ isr: 1, ok: true, result: { deployment: 'd1' } }));
    const params = { url: 'https://shop.test/', since: 5 };
    expect(await request(connection, 'hello', params)).to.deep.equal({ deployment: 'd1' });
    expect(worker.heard).to.deep.equal([{ isr: 1, command: 'hello', params }]);
  });

  it('keeps apart the replies of two commands that are under way together', async () => {
    const { connection } = connect((message) => ({
      isr: 1,
      ok: true,
      result: { deployment: message.command === 'hello' ? message.params.url : '' },
    }));
    const hello = (url: string) => request(connection, 'hello', { url, since: 0 });
    const results = await Promise.all([hello('a'), hello('b')]);
    expect(results.map(({ deployment }) => deployment)).to.deep.equal(['a', 'b']);
  });

  it("rejects with the worker's own code and message", async () => {
    const { connection } = connect(() => ({
      isr: 1,
      ok: false,
      code: 'storage',
      message: 'The disk is full.',
    }));
    const failure = await failureOf(request(connection, 'clear', {}));
    expect([failure.code, failure.message]).to.deep.equal(['storage', 'The disk is full.']);
  });

  it('times out when the worker says nothing', async () => {
    const { connection } = connect(silent);
    const failure = await failureOf(request(connection, 'clear', {}, { timeout: 20 }));
    expect(failure.code).to.equal('timeout');
    expect(failure.message).to.equal('Failed to run "clear": no answer in 20 ms. Try again.');
  });

  it('waits as long as the connection says, where the call does not', async () => {
    const { connection } = connect(silent, { timeout: 20 });
    expect((await failureOf(request(connection, 'clear', {}))).code).to.equal('timeout');
  });

  it('takes an endless timeout for one, not for none', async () => {
    const { connection } = connect();
    await request(connection, 'clear', {}, { timeout: Infinity });
  });

  it('says that there is no worker when none becomes active in time', async () => {
    const { connection } = connect(undefined, { active: false });
    expect((await failureOf(request(connection, 'clear', {}, { timeout: 20 }))).code).to.equal('no-worker');
  });

  it('waits for a worker that is still installing', async () => {
    const { connection, container } = connect(undefined, { active: false });
    const worker = new FakeWorker();
    const call = request(connection, 'clear', {});
    await turn();
    container.activate(worker);
    await call;
    expect(worker.commands()).to.deep.equal(['clear']);
  });

  it('is not sent any more to a worker that comes after the caller gave up', async () => {
    const { connection, container } = connect(undefined, { active: false });
    const worker = new FakeWorker();
    await failureOf(request(connection, 'clear', {}, { timeout: 20 }));
    container.activate(worker);
    await turn();
    expect(worker.heard).to.deep.equal([]);
  });

  it('is aborted by its signal, with the reason as the cause', async () => {
    const { connection } = connect(silent);
    const controller = new AbortController();
    const call = request(connection, 'clear', {}, { signal: controller.signal });
    const reason = new Error('the visitor left');
    controller.abort(reason);
    const failure = await failureOf(call);
    expect([failure.code, failure.cause]).to.deep.equal(['aborted', reason]);
  });

  it('is not sent at all when its signal is aborted already', async () => {
    const { connection, worker } = connect();
    const failure = await failureOf(request(connection, 'clear', {}, { signal: AbortSignal.abort() }));
    await turn();
    expect([failure.code, worker.heard.length]).to.deep.equal(['aborted', 0]);
  });

  it('rejects with an IsrError when its parameters cannot be sent', async () => {
    const page = new FakePage(new FakeContainer());
    const worker = { postMessage: () => structuredClone(() => undefined) };
    const registration = { active: worker } as unknown as ServiceWorkerRegistration;
    const connection: Connection = { page, container: undefined, timeout: 1000, registration };
    expect((await failureOf(request(connection, 'clear', {}))).code).to.equal('failed');
  });

  it('goes to the worker that controls the page where registering failed', async () => {
    const { connection, container, worker } = connect();
    connection.registration = null;
    container.controller = worker;
    await request(connection, 'clearUser', {});
    expect(worker.commands()).to.deep.equal(['clearUser']);
  });
});
