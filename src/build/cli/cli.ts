#!/usr/bin/env node
/** `npx sw-isr`. */
import { packageVersion } from '../bundle/package-files.js';
import { type Arguments, type Command, readArguments } from './arguments.js';
import { reportError, runBuild, runServe } from './commands.js';
import { runDoctor } from './doctor.js';
import { runFeed } from './feed.js';
import { helpFor } from './help.js';
import { runInit } from './init.js';
import { runExplain, runMcp, runPages } from './inspect.js';
import { runRevalidate } from './revalidate.js';

const RUN: Readonly<Record<Command, (args: Arguments) => Promise<void>>> = {
  init: runInit,
  build: runBuild,
  serve: runServe,
  explain: runExplain,
  pages: runPages,
  doctor: runDoctor,
  feed: runFeed,
  revalidate: runRevalidate,
  mcp: runMcp,
};

async function main(args: readonly string[]): Promise<void> {
  const read = readArguments(args);
  if (read.flags.version === true) console.log(packageVersion());
  else if (read.flags.help === true || read.command === undefined) console.log(helpFor(read.command));
  else await RUN[read.command](read);
}

// A reader that ends early, such as `head`, is no failure.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : 1));

const args = process.argv.slice(2);
main(args).catch((error: unknown) => {
  reportError(error, args.includes('--json'));
  // The doctor exits with 1 if it found errors.
  process.exitCode = args.find((arg) => !arg.startsWith('-')) === 'doctor' ? 2 : 1;
});
