import { expect } from 'chai';
import { checkForUpdates } from '../../../src/client/features/check-for-updates.js';
import { FakeContainer, FakePage, turn } from '../fake-page.js';

const MINUTE = 60_000;

function look(page: FakePage, timeStamp: number): void {
  const event = new Event('visibilitychange');
  Object.defineProperty(event, 'timeStamp', { value: timeStamp });
  page.document.dispatchEvent(event);
}

describe('looking for a new worker', () => {
  it('happens when the visitor comes back to the page, hourly at most', () => {
    const { registration } = new FakeContainer();
    const page = new FakePage();
    checkForUpdates(page, registration as unknown as ServiceWorkerRegistration);
    const counts = [59, 60, 61, 119, 120].map((minutes) => {
      look(page, minutes * MINUTE);
      return registration.updates;
    });
    expect(counts).to.deep.equal([0, 1, 1, 1, 2]);
  });

  it('does not happen when the page is hidden', () => {
    const { registration } = new FakeContainer();
    const page = new FakePage();
    checkForUpdates(page, registration as unknown as ServiceWorkerRegistration);
    page.document.hidden = true;
    look(page, 90 * MINUTE);
    expect(registration.updates).to.equal(0);
  });

  it('may fail, offline, and disturbs nobody', async () => {
    const page = new FakePage();
    const update = () => Promise.reject(new TypeError('offline'));
    checkForUpdates(page, { update } as unknown as ServiceWorkerRegistration);
    look(page, 90 * MINUTE);
    await turn();
  });
});
