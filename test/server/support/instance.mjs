/** One instance of a feed on Redis, in a process that a test can kill. */
import { createServer } from 'node:http';
const { createFeed, redisLog } = await import(new URL('../../../dist/server.js', import.meta.url).href);

const [url = ''] = process.argv.slice(2);
const feed = createFeed({ storage: redisLog(url), secret: process.env.ISR_FEED_SECRET });
const server = createServer((request, response) => {
  feed.node(request, response).catch(() => response.destroy());
});
server.listen(0, '127.0.0.1', () => {
  process.send?.(/** @type {import('node:net').AddressInfo} */ (server.address()).port);
});
process.on('disconnect', () => process.exit());
