/** What was measured on: figures without it say nothing. */
import { cpus, loadavg, totalmem } from 'node:os';

/** @param {string} browser */
export function describeMachine(browser) {
  const processors = cpus();
  return {
    processors: processors.length,
    model: processors[0]?.model ?? 'unknown',
    memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
    load: loadavg().map((load) => Number(load.toFixed(1))),
    node: process.version,
    browser,
  };
}
