/** Put before `seams.js`, or into a page: looks at the database and at the hot tier as they are. */
self.harnessAudit = (() => {
  const open = indexedDB.open.bind(indexedDB);
  const HOT = 'sw-isr-hot';

  const heard = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  async function openAsIs() {
    const found = (await indexedDB.databases()).some(({ name }) => name === 'sw-isr');
    return found ? heard(open('sw-isr')) : undefined;
  }
  const textOf = (body) => new TextDecoder().decode(body);
  const markerOf = (text) =>
    text.startsWith('{') ? text : /<meta name="harness" content='([^']*)'/.exec(text)?.[1];
  /** Whose pages these are; a body may be cut. */
  const visitorsOf = (bodies) => bodies.flatMap((body) => /"visitor":"(\w+)"/.exec(textOf(body))?.[1] ?? []);

  // The database.

  /** What is wrong with a stored page: its parts belong together, and to its key. */
  function wrongWith(entry, body) {
    if (entry.kind !== 'page') return body ? ['a body without a page'] : [];
    if (!body) return ['a page without a body'];
    if (!Array.isArray(entry.headers) || typeof entry.scope !== 'string') return ['a damaged row'];
    const marker = markerOf(textOf(body));
    if (!marker)
      return entry.url.includes('/broken/') || entry.status === 404 ? [] : ['a body that is no page'];
    const { id, path, deployment, visitor } = JSON.parse(marker);
    const header = entry.headers.find(([name]) => name === 'x-id')?.[1];
    const wrong = [];
    if (header !== id) wrong.push('headers of another answer');
    if (new URL(entry.url).pathname !== path) wrong.push('a body of another URL');
    if (entry.scope.split('\n')[0] !== deployment) wrong.push('a body of another deployment');
    if (visitor && !entry.scope.split('\n')[1]) wrong.push(`a page of ${visitor}, for everybody`);
    if (entry.size !== body.byteLength) wrong.push('another size');
    return wrong;
  }

  /** All rows by their names, `{ entries, bodies, state, marks }`; undefined where there is no such database. */
  async function readDatabase() {
    const db = await openAsIs();
    if (!db?.objectStoreNames.contains('entries')) {
      db?.close();
      return undefined;
    }
    const names = ['entries', 'bodies', 'state', 'marks'];
    const transaction = db.transaction(names, 'readonly');
    const tables = await Promise.all(
      names.map(async (name) => {
        const table = transaction.objectStore(name);
        const [keys, rows] = await Promise.all([heard(table.getAllKeys()), heard(table.getAll())]);
        return [name, new Map(keys.map((key, at) => [key, rows[at]]))];
      }),
    );
    db.close();
    return Object.fromEntries(tables);
  }

  function wrongInDatabase({ entries, bodies, state }) {
    const rows = [...entries.values()];
    const wrong = [...entries].flatMap(([key, entry]) =>
      wrongWith(entry, bodies.get(key)).map((what) => `${entry.url ?? entry.key}: ${what}`),
    );
    for (const key of bodies.keys()) if (!entries.has(key)) wrong.push(`${key}: a body without an entry`);
    const totals = state.get('totals');
    const bytes = rows.reduce((sum, { size }) => sum + size, 0);
    if (totals && (totals.entries !== rows.length || totals.bytes !== bytes))
      wrong.push(`totals ${JSON.stringify(totals)} for ${rows.length} entries of ${bytes} bytes`);
    return wrong;
  }

  // The hot tier. Its format is that of `src/storage/hot/hot-format.ts`.

  const dataOf = ({ headers }) => {
    try {
      return JSON.parse(decodeURI(headers.get('isr-data') ?? ''));
    } catch {
      return undefined;
    }
  };

  async function readTier() {
    const tier = { copies: [] };
    if (!(await caches.has(HOT))) return tier;
    const cache = await caches.open(HOT);
    for (const { url } of await cache.keys()) {
      const found = await cache.match(url);
      if (!found) continue;
      const query = new URL(url).searchParams;
      const data = dataOf(found);
      if (query.has('key'))
        tier.copies.push({ key: query.get('key'), entry: data, body: await found.arrayBuffer() });
      // No worker reads other facts.
      else if (Number.isFinite(data?.fence) && Array.isArray(data.starts)) tier.facts = data;
    }
    return tier;
  }

  const hashOf = (key) => {
    let hash = 0x811c9dc5;
    for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
    return hash >>> 0;
  };
  /** When a page was used last is not kept in its copy. */
  const asText = (entry) => JSON.stringify({ ...entry, usedAt: 0, rank: 0 });
  const isMarked = ({ url, tags, fence }, marks) => {
    const { pathname } = new URL(url);
    return [...marks].some(
      ([name, { soft, hard }]) =>
        Math.max(soft, hard) > fence &&
        (name === pathname ||
          (name.endsWith('/*') && `${pathname}/`.startsWith(name.slice(0, -1))) ||
          (name.startsWith('#') && tags.includes(name.slice(1)))),
    );
  };

  /** Where there are facts, they and the copies say what the database says. */
  function wrongInTier({ facts, copies }, database) {
    if (!facts) return [];
    if (!database) return ['facts without a database'];
    const { entries, bodies, state, marks } = database;
    const settings = state.get('settings');
    const { deployment = self.harnessDeployment, user = '' } = settings ?? {};
    const { soft = 0, hard = 0 } = marks.get('') ?? {};
    const wrong = [];
    if (facts.fence !== Math.max(soft, hard))
      wrong.push(`facts of mark ${facts.fence}, not ${soft}, ${hard}`);
    if (JSON.stringify(facts.settings) !== JSON.stringify(settings)) wrong.push('facts with other settings');
    for (const key of entries.keys())
      if (facts.stored && !facts.stored.includes(hashOf(key))) wrong.push(`facts that do not know ${key}`);
    for (const { key, entry, body } of copies) {
      const stored = entries.get(key);
      const says = (what) => wrong.push(`a copy ${what}: ${key}`);
      if (entry?.key !== key) says('of another key');
      else if (!stored) says('of a page that was deleted');
      else if (asText(entry) !== asText(stored)) says('of another answer');
      else if (stored.kind === 'page' && textOf(body) !== textOf(bodies.get(key))) says('with another body');
      else if (stored.kind === 'page' && isMarked(stored, marks)) says('of a page that was invalidated');
      const [ofDeployment, ofUser] = key.split('\n');
      if (deployment !== undefined && ofDeployment !== deployment) says('of another deployment');
      if (ofUser && ofUser !== user) says('of another visitor');
    }
    return wrong;
  }

  /**
   * While the lock is held, no refill writes facts, and a write of the database deletes them first. So facts that are there
   * after the database was read are of the database as it was read.
   */
  const audit = () =>
    navigator.locks.request('isr:hot', { mode: 'shared' }, async () => {
      const database = await readDatabase();
      const tier = await readTier();
      const wrong = [...(database ? wrongInDatabase(database) : []), ...wrongInTier(tier, database)];
      const { entries = new Map(), bodies = new Map() } = database ?? {};
      const paths = [...entries.values()]
        .filter(({ kind, scope }) => kind === 'page' && typeof scope === 'string')
        .map(({ scope, url }) => `${scope.split('\n')[0]} ${new URL(url).pathname}`);
      const visitors = visitorsOf([...bodies.values(), ...tier.copies.map(({ body }) => body)]);
      return { isThere: !!database, paths, visitors, wrong };
    });

  /** What is wrong in the tier alone, on any site; and whether any worker can read it. */
  const auditTier = () =>
    navigator.locks.request('isr:hot', { mode: 'shared' }, async () => {
      const database = await readDatabase();
      const tier = await readTier();
      return { copies: tier.facts ? tier.copies.length : 0, wrong: wrongInTier(tier, database) };
    });

  /** Whether the tier has facts, and a copy of this path if one is given. */
  async function isHot(path) {
    const { facts, copies } = await readTier();
    return !!facts && (!path || copies.some(({ key }) => key?.endsWith(path)));
  }

  return { heard, openAsIs, isHot, audit, auditTier };
})();
