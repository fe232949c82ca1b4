/** Many open connections that follow a feed, as a process of its own. It counts events, and how late they come. */
import { connect } from 'node:net';

const [port, count] = process.argv.slice(2).map(Number);
const EVENT = /"tags":\["(\d+)"\]/g;

/** Events that each connection has had, and the time that the sampled ones took, in milliseconds. */
const had = new Array(count).fill(0);
/** @type {number[]} */
let times = [];
let open = 0;
let closed = 0;

for (let at = 0; at < count; at++) {
  const socket = connect(port, '127.0.0.1');
  let rest = '';
  socket.setEncoding('utf8');
  socket.on('connect', () =>
    socket.write(
      'GET /feed?offset=now&live=sse HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n',
    ),
  );
  socket.on('data', (/** @type {string} */ text) => {
    if (!rest && !had[at] && text.startsWith('HTTP/1.1 200')) open += 1;
    const whole = rest + text;
    let end = 0;
    for (const match of whole.matchAll(EVENT)) {
      had[at] += 1;
      end = match.index + match[0].length;
      // The clock of this machine is that of the publisher.
      if (at % 50 === 0) times.push(Date.now() - Number(match[1]));
    }
    rest = whole.slice(Math.max(end, whole.length - 100));
  });
  socket.on('close', () => (closed += 1));
  socket.on('error', () => undefined);
  if (at % 100 === 99) await new Promise((resolve) => setTimeout(resolve, 20));
}
process.on('message', (question) => {
  if (question === 'state') process.send?.({ open, closed, least: Math.min(...had), most: Math.max(...had) });
  if (question === 'times') {
    process.send?.({ times });
    times = [];
  }
});
process.on('disconnect', () => process.exit());
process.send?.({ isReady: true });
