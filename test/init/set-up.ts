/** Runs `sw-isr init` on files in memory. */
import assert from 'node:assert/strict';
import { compileFunction } from 'node:vm';
import { defineConfig } from '../../src/config/define-config.js';
import type { IsrConfig } from '../../src/config/types.js';
import { type Plan, planOf } from '../../src/init/plan/plan.js';
import { factsOf } from '../../src/init/project/facts.js';
import type { Project } from '../../src/init/types.js';

export type Files = Readonly<Record<string, string>>;

export const projectOf = (files: Files): Project => ({
  files: Object.keys(files).sort(),
  read: (path) => files[path],
});

export const planFor = (files: Files): Plan => planOf(factsOf(projectOf(files)), '0.1.0');

/** The config that a text of `isr.config.ts` exports. It is refused if a build would refuse it. */
export function evaluate(text: string): IsrConfig {
  const body = text.replace(/^import .*$/m, '').replace('export default', 'return');
  return (compileFunction(body, ['defineConfig']) as (define: typeof defineConfig) => IsrConfig)(
    defineConfig,
  );
}

export interface SetUp {
  /** The files after it. */
  files: Files;
  plan: Plan;
  /** What became of `isr.config.ts`. */
  routes: IsrConfig['routes'];
  takeover: IsrConfig['takeover'];
  /** The paths of the files that are written. */
  written: string[];
}

/** Sets a project up. A second run changes nothing: that is asserted each time. */
export function setUp(before: Files): SetUp {
  const plan = planFor(before);
  const files = { ...before, ...Object.fromEntries(plan.changes.map(({ path, after }) => [path, after])) };
  const again = planFor(files);
  assert.deepEqual(again.changes, [], 'a second run changes nothing');
  assert.deepEqual(again.manual, plan.manual, 'a second run asks for the same by hand');
  const config = files['isr.config.ts'];
  const evaluated = config === undefined ? undefined : evaluate(config);
  return {
    files,
    plan,
    routes: evaluated?.routes ?? [],
    takeover: evaluated?.takeover,
    written: plan.changes.map(({ path }) => path).sort(),
  };
}

/** A `package.json` with these dependencies. */
export const manifest = (packages: Files = {}, scripts?: Files): string =>
  `${JSON.stringify({ name: 'site', ...(scripts ? { scripts } : {}), dependencies: packages }, null, 2)}\n`;

/** `package.json` as a program reads it. */
export const manifestIn = (files: Files) =>
  JSON.parse(files['package.json'] ?? '{}') as {
    scripts?: Record<string, string>;
    devDependencies?: Record<string, string>;
  };
