/** The commands of the project's package manager. */
import { detect, resolveCommand } from 'package-manager-detector';

export interface Commands {
  name: string;
  /** Installs what `package.json` names. */
  install: string;
  /** Runs the build script. */
  build: string;
  /** Begins the command of a package: `npx`. */
  execute: string;
}

const text = (resolved: { command: string; args: string[] } | null, fallback: string): string =>
  resolved ? [resolved.command, ...resolved.args].join(' ') : fallback;

/** By the lock file, `packageManager`, or the folder's parents; npm where nothing says so. */
export async function packageManagerOf(cwd: string): Promise<Commands> {
  const { name, agent } = (await detect({ cwd })) ?? { name: 'npm' as const, agent: 'npm' as const };
  return {
    name,
    install: text(resolveCommand(agent, 'install', []), 'npm install'),
    build: text(resolveCommand(agent, 'run', ['build']), 'npm run build'),
    execute: text(resolveCommand(agent, 'execute-local', []), 'npx').trim(),
  };
}
