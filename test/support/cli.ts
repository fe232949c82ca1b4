/** `npx sw-isr serve`, as it ships, in a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

export interface ServedFolder {
  /** Without a trailing slash. */
  url: string;
  /** Kills the server, as a power cut would. */
  kill(): Promise<void>;
}

export async function serveFolder(folder: string, flags: string[] = []): Promise<ServedFolder> {
  const args = [resolve('dist/cli.js'), 'serve', folder, '--port', '0', ...flags];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  const url = await new Promise<string>((found, failed) => {
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const match = /https?:\/\/[^\s/]+/.exec(printed);
      if (match) found(match[0]);
    });
    child.once('exit', () => failed(new Error(`Failed to serve "${folder}": it ended, saying: ${printed}`)));
  });
  return {
    url,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}
