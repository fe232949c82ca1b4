/**
 * Put before a worker's script: its database, caches, requests, locks and clock go through here, so that a fault can be
 * aimed at the n-th use of any of them. A page sends commands with `{ faults: … }`; the worker does not see those.
 *
 * - `arm`: a plan `{ does, when, kinds, at, skew }`. The fault strikes at the `at`-th operation whose kind is in `kinds`.
 * - `settle`: answered when no event of the worker is under way.
 * - `disarm`: answered with the operations since `arm`, in order.
 * - `is-filled`: answered with whether the hot tier has its facts and a copy of this path, or gets them within a while.
 * - `audit`: reads the whole database and the hot tier, and says what does not fit together (see `audit.js`).
 */
(() => {
  const { heard, openAsIs, isHot, audit } = self.harnessAudit;
  const real = {
    fetch: fetch.bind(self),
    setTimeout: setTimeout.bind(self),
    setInterval: setInterval.bind(self),
    now: Date.now.bind(Date),
    open: indexedDB.open.bind(indexedDB),
    deleteDatabase: indexedDB.deleteDatabase.bind(indexedDB),
    count: IDBObjectStore.prototype.count,
    openCache: CacheStorage.prototype.open,
    cacheNames: CacheStorage.prototype.keys,
    deleteCache: CacheStorage.prototype.delete,
    cacheMatch: Cache.prototype.match,
    cacheKeys: Cache.prototype.keys,
    cachePut: Cache.prototype.put,
    cacheDelete: Cache.prototype.delete,
  };
  let plan;
  let operations = [];
  let aimed = 0;
  let hasStruck = false;
  /** The table that the fault struck. */
  let table;
  let isSilent = false;
  let skew = 0;
  let pending = 0;
  let connection;
  let isHeld = false;

  /**
   * Waits of up to 3 seconds take a tenth of their time, what is beyond that a two hundredth. Those of up to 400 ms are as
   * they were: so long a visitor, and a read, wait for the hot tier, which is no faster here.
   */
  const shorter = (ms = 0) => (ms <= 400 ? ms : ms <= 3000 ? ms / 10 : 300 + (ms - 3000) / 200);
  self.setTimeout = (work, ms, ...given) => real.setTimeout(work, shorter(ms), ...given);
  self.setInterval = (work, ms, ...given) => real.setInterval(work, shorter(ms), ...given);
  Date.now = () => real.now() + skew;
  const onLine = Object.getOwnPropertyDescriptor(WorkerNavigator.prototype, 'onLine');
  Object.defineProperty(navigator, 'onLine', {
    get: () => !plan?.isOffline && onLine.get.call(navigator),
  });

  const never = () => new Promise(() => undefined);
  const error = (name) => new DOMException('A fault of the harness.', name);

  /** Counts an operation. @returns the plan, where the fault strikes now */
  const due = (kind) => {
    if (!plan) return undefined;
    operations.push(kind);
    if (!plan.kinds?.includes(kind)) return undefined;
    if (isSilent) return { does: 'silent', when: 'before' };
    if (aimed++ !== plan.at) return undefined;
    hasStruck = true;
    isSilent = plan.does === 'silent-from-now';
    return plan;
  };

  /** What happens to the whole worker, whatever it is doing. */
  const strike = async ({ does, skew: by }) => {
    if (does === 'clock') skew = by;
    if (does === 'delete') real.deleteDatabase('sw-isr');
    if (does === 'delete-caches')
      for (const name of await real.cacheNames.call(caches)) await real.deleteCache.call(caches, name);
    if (does === 'kill') await real.fetch('/harness/kill').catch(never).then(never);
    if (does === 'clear')
      await Promise.all([real.fetch('/harness/clear'), self.registration.unregister()]).catch(
        () => undefined,
      );
    if (does === 'deploy') {
      await real.fetch('/harness/deploy');
      await self.registration.update().catch(() => undefined);
      for (let tries = 0; tries < 100 && self.serviceWorker.state !== 'redundant'; tries++)
        await new Promise((resolve) => real.setTimeout(resolve, 10));
    }
  };
  const STRIKES = ['clock', 'delete', 'delete-caches', 'kill', 'clear', 'deploy'];

  // Requests to the database.

  /** The request is never heard of. */
  const mute = (request) => {
    request.addEventListener = () => undefined;
    return request;
  };
  /** Nothing of the transaction ends, as in a database that hangs. */
  const hold = (store) => {
    const again = () => {
      if (isHeld) real.count.call(store).onsuccess = again;
      else drop(store.transaction);
    };
    isHeld = true;
    again();
  };
  /** A worker that is killed takes its transactions with it. */
  const drop = (transaction) => {
    try {
      transaction.abort();
    } catch {
      // It has ended.
    }
  };
  const failWith = (request, transaction, name) => {
    for (const target of [request, transaction])
      Object.defineProperty(target, 'error', { value: error(name) });
    drop(transaction);
  };
  const GARBAGE = {
    nothing: () => undefined,
    text: () => 'Not a row.',
    object: () => ({}),
    foreign: () => ({ id: 1, name: 'A row of another library', data: new Uint8Array(3) }),
    deep: (row) => ({ ...row, headers: 'x', scope: 1, tags: 'x', kind: 'page', url: 3, deployments: 'x' }),
  };

  const strikeRequest = (fault, store, perform) => {
    const { does, when } = fault;
    const { transaction } = store;
    if (does === 'silent' || does === 'silent-from-now') {
      if (when === 'after') return mute(perform());
      hold(store);
      return mute(real.count.call(store));
    }
    if (does === 'abort' || does === 'quota') {
      const name = does === 'quota' ? 'QuotaExceededError' : 'AbortError';
      const request = perform();
      const fail = (event) => {
        event?.stopImmediatePropagation();
        failWith(request, transaction, name);
        if (event) request.dispatchEvent(new Event('error'));
      };
      if (when === 'after') request.addEventListener('success', fail);
      else fail();
      return request;
    }
    if (does === 'close') {
      const request = perform();
      failWith(request, transaction, 'AbortError');
      transaction.db.close();
      queueMicrotask(() => transaction.db.dispatchEvent(new Event('close')));
      return request;
    }
    if (does === 'garbage') {
      const request = perform();
      const { get } = Object.getOwnPropertyDescriptor(IDBRequest.prototype, 'result');
      Object.defineProperty(request, 'result', { get: () => GARBAGE[fault.garbage](get.call(request)) });
      return request;
    }
    const isKill = does === 'kill';
    if (when === 'before') strike(fault);
    const request = isKill && when === 'before' ? real.count.call(store) : perform();
    const end = (event) => {
      if (isKill) event?.stopImmediatePropagation();
      if (isKill) drop(transaction);
      if (when !== 'before') strike(fault);
    };
    if (when === 'after') request.addEventListener('success', end);
    else end();
    return isKill && when !== 'after' ? mute(request) : request;
  };

  const METHODS = { get: 'read', getAll: 'read', put: 'write', delete: 'write', clear: 'write' };
  for (const prototype of [IDBObjectStore.prototype, IDBIndex.prototype])
    for (const [name, kind] of Object.entries(METHODS)) {
      const method = prototype[name];
      if (!method) continue;
      prototype[name] = function (...given) {
        const fault = due(kind);
        const perform = () => method.apply(this, given);
        if (!fault) return perform();
        const store = this instanceof IDBIndex ? this.objectStore : this;
        table = store.name;
        return strikeRequest(fault, store, perform);
      };
    }

  /** Opens the database, and remembers the connection. */
  const connect = (...given) => {
    const request = real.open(...given);
    request.addEventListener('success', () => (connection = request.result));
    return request;
  };
  /** What a worker that has just started knows: nothing. Its next use of the database opens it. */
  const forget = () => {
    connection?.close();
    connection?.dispatchEvent(new Event('close'));
    new BroadcastChannel('sw-isr:settings').postMessage(undefined);
  };

  indexedDB.open = (...given) => {
    const fault = due('open');
    if (!fault) return connect(...given);
    const { does, when } = fault;
    if (does === 'denied') throw error('SecurityError');
    if (does === 'silent' || does === 'silent-from-now') return mute(real.open('harness'));
    if (does === 'blocked') {
      const request = real.open('harness');
      const listen = request.addEventListener.bind(request);
      request.addEventListener = (type, ...more) => type === 'blocked' && listen(type, ...more);
      queueMicrotask(() => request.dispatchEvent(new Event('blocked')));
      return request;
    }
    if (when === 'before') strike(fault);
    const request = does === 'kill' && when === 'before' ? real.open('harness') : connect(...given);
    if (when === 'during') strike(fault);
    if (does === 'kill' && when !== 'after') return mute(request);
    if (when === 'after')
      request.addEventListener('success', (event) => {
        if (does === 'kill') event.stopImmediatePropagation();
        strike(fault);
      });
    return request;
  };

  // Caches, requests to the server, locks.

  /** What is found in place of a record of the hot tier. */
  const DAMAGES = {
    missing: () => undefined,
    async cut(found) {
      const body = await found.blob();
      return new Response(body.slice(0, body.size / 2), found);
    },
    async swapped(found, url, cache) {
      const others = (await real.cacheKeys.call(cache)).filter(
        (one) => one.url !== url && one.url.includes('?key='),
      );
      return others[0] && real.cacheMatch.call(cache, others[0]);
    },
    torn: () => new Response(null, { headers: { 'isr-data': '%7B%22fence%22:' } }),
    empty: () => new Response(null, { headers: { 'isr-data': '%7B%7D' } }),
  };
  /** Damages a record of the hot tier on the disk, so that later workers find it damaged too. */
  const damage = async (how, url, found) => {
    const cache = await real.openCache.call(caches, 'sw-isr-hot');
    const damaged = await DAMAGES[how](found, url, cache);
    if (damaged) await real.cachePut.call(cache, url, damaged.clone());
    else await real.cacheDelete.call(cache, url);
    return damaged;
  };
  /** Reads of the hot tier are operations of their own. */
  const kindOf = (kind, [asked]) => {
    const url = asked?.url ?? String(asked);
    if (kind !== 'cache-match' || !url.includes('/sw-isr-hot?')) return kind;
    return url.endsWith('?facts') ? 'hot-facts' : 'hot-copy';
  };

  const operate = async (kind, perform, [asked] = []) => {
    const fault = due(kind);
    if (!fault) return perform();
    const { does, when } = fault;
    if (does === 'denied') throw error('SecurityError');
    if (does === 'quota') throw error('QuotaExceededError');
    if (does === 'garbage') return new Response('', { headers: { 'content-type': 'text/plain' } });
    if (does === 'damage') {
      const found = await perform();
      return found && damage(fault.garbage, asked, found);
    }
    if (does === 'refused') throw new TypeError('Failed to fetch');
    if (!STRIKES.includes(does)) {
      if (when !== 'before') await perform();
      return never();
    }
    if (when === 'before') await strike(fault);
    const performed = perform();
    if (when === 'during') await strike(fault);
    const result = await performed;
    if (when === 'after') await strike(fault);
    return result;
  };
  const wrap = (prototype, kinds) => {
    for (const [name, kind] of Object.entries(kinds)) {
      const method = prototype[name];
      prototype[name] = function (...given) {
        const perform = () => method.apply(this, given);
        return plan ? operate(kindOf(kind, given), perform, given) : perform();
      };
    }
  };
  wrap(CacheStorage.prototype, {
    ...{ open: 'cache', has: 'cache', keys: 'cache', match: 'cache-match', delete: 'cache' },
  });
  wrap(Cache.prototype, {
    ...{ match: 'cache-match', keys: 'cache', put: 'cache-write', delete: 'cache-write' },
  });
  wrap(LockManager.prototype, { request: 'lock' });
  self.fetch = (...given) => {
    if (plan?.isOffline) return Promise.reject(new TypeError('Failed to fetch'));
    return plan ? operate('fetch', () => real.fetch(...given)) : real.fetch(...given);
  };

  // What is under way.

  const track = (promise) => {
    pending += 1;
    const end = () => (pending -= 1);
    Promise.resolve(promise).then(end, end);
  };
  for (const [prototype, name] of [
    [ExtendableEvent.prototype, 'waitUntil'],
    [FetchEvent.prototype, 'respondWith'],
  ]) {
    const method = prototype[name];
    prototype[name] = function (promise) {
      track(promise);
      return method.call(this, promise);
    };
  }

  const pause = (ms) => new Promise((resolve) => real.setTimeout(resolve, ms));
  async function settle(own) {
    for (let quiet = 0, tries = 0; quiet < 2 && tries < 240; tries++) {
      await pause(5);
      const isActive = self.serviceWorker.state === 'activated';
      quiet = pending <= own && isActive ? quiet + 1 : 0;
    }
    return pending <= own;
  }

  /** A database that a newer version of the library, or another library, has left. */
  async function replaceDatabase(does) {
    plan = undefined;
    const db = does === 'newer' ? await openAsIs() : undefined;
    const version = (db?.version ?? 1) + 97;
    db?.close();
    if (does !== 'newer') await heard(real.deleteDatabase('sw-isr'));
    if (does === 'none') return;
    const request = real.open('sw-isr', version);
    request.onupgradeneeded = () => {
      if (does === 'foreign') request.result.createObjectStore('somebody');
      else request.result.createObjectStore('later');
    };
    (await heard(request)).close();
  }

  const COMMANDS = {
    async arm(given) {
      forget();
      await pause(5);
      [plan, operations, aimed, hasStruck, isSilent, table] = [given, [], 0, false, false, undefined];
    },
    async settle() {
      return { isSettled: await settle(1), deployment: self.harnessDeployment };
    },
    disarm() {
      const told = { operations, hasStruck, table };
      [plan, operations, isSilent, skew, isHeld] = [undefined, [], false, 0, false];
      return told;
    },
    /** A refill comes a tenth of a second after a write, or half a second after the last use of a page. */
    async 'is-filled'(path) {
      for (let tries = 0; tries < 60; tries++) {
        if (await isHot(path)) return true;
        await pause(25);
      }
      return false;
    },
    audit: () => {
      plan = undefined;
      const late = pause(5000).then(() => Promise.reject(new Error('the database does not answer')));
      return Promise.race([audit(), late]);
    },
    replace: replaceDatabase,
  };
  self.addEventListener('message', (event) => {
    const { faults, given } = event.data ?? {};
    if (!faults) return;
    event.stopImmediatePropagation();
    const answer = Promise.resolve()
      .then(() => COMMANDS[faults](given))
      .then(
        (told) => event.ports[0].postMessage({ told }),
        (cause) => event.ports[0].postMessage({ failed: String(cause) }),
      );
    event.waitUntil(answer);
  });
})();
