/** One instance of a feed on SQLite, as a process of its own. It tells its parent where it listens, and what it uses. */
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFeed, sqliteLog } from '../../dist/server.js';

const folder = await mkdtemp(join(tmpdir(), 'isr-bench-feed-'));
const secret = process.env.ISR_FEED_SECRET;
const feed = createFeed({ storage: sqliteLog(join(folder, 'isr.db')), secret, times: { lifeMs: 600_000 } });
const server = createServer((request, response) => {
  feed.node(request, response).catch(() => response.destroy());
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
  process.send?.({ port: /** @type {import('node:net').AddressInfo} */ (server.address()).port });
});
setInterval(() => {
  const { rss, heapUsed } = process.memoryUsage();
  process.send?.({ rss, heapUsed, cpu: process.cpuUsage() });
}, 1000);
process.on('disconnect', () => process.exit());
