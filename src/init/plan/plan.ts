/** What `sw-isr init` would do to a project. Nothing is written here. */
import { addPackage } from '../edit/manifest.js';
import { addLines, createFile } from '../edit/text.js';
import { scriptPaths } from '../hosts/rules.js';
import { hostSteps } from '../hosts/hosts.js';
import { replacementOf } from '../replaced/plan.js';
import { stackOf } from '../stacks/all.js';
import type { Facts, StackId, StackPlan, Step } from '../types.js';
import { type Applied, applySteps } from './apply-steps.js';
import { CONFIG_NAMES, configText } from './config-file.js';

export interface Plan extends Applied {
  stack: { id: StackId; name: string };
  /** The package whose worker is replaced. */
  replaced: string | undefined;
  /** What the host has to send, whether or not a file of the project says so. */
  headers: { paths: string[]; name: string; value: string }[];
  /** Whether a file of the project makes the host send them. */
  isHostKnown: boolean;
  notes: string[];
}

function configSteps({ project }: Facts, plan: StackPlan, takeover: string | undefined): Step[] {
  const existing = CONFIG_NAMES.find((name) => project.read(name) !== undefined);
  if (existing !== undefined) return [];
  return [
    {
      path: 'isr.config.ts',
      does: 'says how long pages are fresh',
      edit: createFile(configText(plan, takeover)),
    },
  ];
}

/** Only a file that exists shows that the folder is under version control. */
const ignoreSteps = ({ project }: Facts, { ignore = [] }: StackPlan): Step[] =>
  project.read('.gitignore') === undefined || ignore.length === 0
    ? []
    : [{ path: '.gitignore', does: 'leaves out what the build writes', edit: addLines(ignore, '# sw-isr') }];

/** @param version the version of this package, for `devDependencies` */
export function planOf(facts: Facts, version: string): Plan {
  const stack = stackOf(facts);
  const own = stack.plan(facts);
  const replacement = replacementOf(facts, own.base);
  const merged: StackPlan = { ...own, routes: [...own.routes, ...(replacement?.routes ?? [])] };
  const hosts = hostSteps(facts, merged);
  const applied = applySteps(facts.project, [
    ...configSteps(facts, merged, replacement?.takeover),
    ...(replacement?.steps ?? []),
    ...own.steps,
    { path: 'package.json', does: 'adds the package', edit: addPackage(version) },
    ...ignoreSteps(facts, own),
    ...hosts,
  ]);
  return {
    ...applied,
    stack: { id: stack.id, name: stack.name(facts) },
    replaced: replacement?.name,
    headers: [{ paths: scriptPaths(own.base), name: 'Cache-Control', value: 'no-cache' }],
    isHostKnown: hosts.length > 0,
    notes: [...(replacement?.notes ?? []), ...(own.notes ?? [])],
  };
}
