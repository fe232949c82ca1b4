#!/usr/bin/env node
/** `npx sw-isr`. */
import { packageVersion } from '../bundle/package-files.js';
import { type Arguments, type Command, readArguments } from './arguments.js';
import { reportError, runBuild, runServe } from './commands.js';
import { runDoctor } from './doctor.js';
import { runFeed } from './feed.js';
import { HELP } from './help.js';
import { runInit } from './init.js';
import { runRevalidate } from './revalidate.js';

const RUN: Readonly<Record<Command, (args: Arguments) => Promise<void>>> = {
  init: runInit,
  build: runBuild,
  serve: runServe,
  doctor: runDoctor,
  feed: runFeed,
  revalidate: runRevalidate,
};

async function main(args: readonly string[]): Promise<void> {
  const read = readArguments(args);
  if (read.flags.version === true) console.log(packageVersion());
  else if (read.flags.help === true || read.command === undefined) console.log(HELP);
  else await RUN[read.command](read);
}

const args = process.argv.slice(2);
main(args).catch((error: unknown) => {
  reportError(error, args.includes('--json'));
  // The doctor exits with 1 if it found errors.
  process.exitCode = args.find((arg) => !arg.startsWith('-')) === 'doctor' ? 2 : 1;
});
