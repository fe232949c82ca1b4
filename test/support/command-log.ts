/** A worker that does nothing but note which commands the client sends, for tests of the client alone. */
import type { CommandMessage, CommandName } from '../../src/shared/messages.js';
import type { Origin } from './origin.js';

/** The origin notes the commands: a browser stops an idle worker at any time. */
const WORKER = `
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', () => undefined);
addEventListener('message', (event) => {
  const { data, ports: [port] } = event;
  port?.postMessage({ isr: 1, ok: true, result: null });
  event.waitUntil(fetch('/command', { method: 'POST', body: JSON.stringify(data) }));
});`;

export interface CommandLog {
  /** The parameters with which a command was sent so far, in order. */
  sent<N extends CommandName>(command: N): Extract<CommandMessage, { command: N }>['params'][];
  forget(): void;
}

/** Puts that worker in place of the site's own, whose client stays. */
export function logCommands(origin: Origin): CommandLog {
  const heard: CommandMessage[] = [];
  origin.page('/sw.js', {
    body: WORKER,
    headers: { 'Content-Type': 'text/javascript', 'Cache-Control': 'no-cache' },
  });
  origin.handle('/command', (request, response) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      text += chunk;
    });
    request.on('end', () => {
      heard.push(JSON.parse(text) as CommandMessage);
      response.writeHead(204).end();
    });
  });
  return {
    sent: (command) =>
      heard.flatMap((message) => (message.command === command ? [message.params] : [])) as never,
    forget: () => void heard.splice(0),
  };
}
