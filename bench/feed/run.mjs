/**
 * `npm run bench:feed`: one instance of a feed with many open connections and many webhooks. Prints what was lost, how
 * late events came, and the memory at the start and at the end.
 * Options: `--connections 5000 --rate 200 --seconds 60 --processes 2`.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';

const { values } = parseArgs({
  options: {
    connections: { type: 'string', default: '5000' },
    rate: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '60' },
    processes: { type: 'string', default: '2' },
  },
});
const [connections, rate, seconds, processes] = [
  values.connections,
  values.rate,
  values.seconds,
  values.processes,
].map(Number);
const SECRET = 'the-secret-of-this-bench';
const folder = import.meta.dirname ?? new URL('.', import.meta.url).pathname;

const server = fork(`${folder}/server.mjs`, { env: { ...process.env, ISR_FEED_SECRET: SECRET } });
/** @type {{ rss: number, heapUsed: number, cpu: NodeJS.CpuUsage }[]} */
const usage = [];
const [{ port }] = await once(server, 'message');
server.on('message', (message) => usage.push(/** @type {any} */ (message)));

const readers = [];
for (let at = 0; at < processes; at++) {
  const child = fork(`${folder}/readers.mjs`, [String(port), String(Math.floor(connections / processes))]);
  await once(child, 'message');
  readers.push(child);
}
/** @param {'state' | 'times'} question @returns {Promise<any[]>} */
const ask = (question) =>
  Promise.all(
    readers.map(async (child) => {
      child.send(question);
      return (await once(child, 'message'))[0];
    }),
  );
const sum = (/** @type {any[]} */ all, /** @type {string} */ name) =>
  all.reduce((total, one) => total + one[name], 0);
for (let tries = 0; sum(await ask('state'), 'open') < connections && tries < 100; tries++) await sleep(100);
console.log(`${sum(await ask('state'), 'open')} connections open`);
await sleep(3000);
usage.splice(0);
await sleep(1500);

const headers = { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' };
let sent = 0;
let refused = 0;
/** @type {number[]} */
const answers = [];
async function publish() {
  const since = performance.now();
  const body = JSON.stringify({ tags: [String(Date.now())] });
  const response = await fetch(`http://127.0.0.1:${port}/feed`, { method: 'POST', headers, body }).catch(
    () => undefined,
  );
  if (response?.ok) sent += 1;
  else refused += 1;
  await response?.arrayBuffer();
  answers.push(performance.now() - since);
}
const start = performance.now();
const pending = [];
for (let at = 0; at < rate * seconds; at++) {
  const wait = start + (at * 1000) / rate - performance.now();
  if (wait > 0) await sleep(wait);
  pending.push(publish());
}
await Promise.all(pending);
const took = (performance.now() - start) / 1000;
await sleep(5000);
const state = await ask('state');
const times = (await ask('times')).flatMap((one) => one.times).sort((a, b) => a - b);
answers.sort((a, b) => a - b);
const at = (/** @type {number[]} */ list, /** @type {number} */ share) =>
  Math.round(list[Math.floor(list.length * share)] ?? NaN);
const mb = (/** @type {number} */ bytes) => `${(bytes / 1e6).toFixed(0)} MB`;
const [first, last] = [usage[0], usage.at(-1)];
const half = usage[Math.floor(usage.length / 2)];
console.log(
  `${sent} webhooks accepted, ${refused} refused, in ${took.toFixed(1)} s; answered in ${at(answers, 0.5)} ms (p99 ${at(answers, 0.99)})`,
);
console.log(
  `each connection had ${Math.min(...state.map((one) => one.least))} to ${Math.max(...state.map((one) => one.most))} events; ${sum(state, 'closed')} connections closed`,
);
console.log(`from the webhook to the connection: median ${at(times, 0.5)} ms, p99 ${at(times, 0.99)} ms`);
if (first && half && last)
  console.log(
    `memory: ${mb(first.rss)} at the start, ${mb(half.rss)} half way, ${mb(last.rss)} at the end (heap ${mb(first.heapUsed)}, ${mb(half.heapUsed)}, ${mb(last.heapUsed)})`,
  );
for (const child of readers) child.disconnect();
server.disconnect();
