/** Runs the steps on the texts of a project. */
import type { Change, ManualStep, Project, Step } from '../types.js';

export interface Applied {
  changes: Change[];
  manual: ManualStep[];
}

/** Steps for one file follow each other. What is in place already makes no change. */
export function applySteps(project: Project, steps: readonly Step[]): Applied {
  const now = new Map<string, string | undefined>();
  const does = new Map<string, string[]>();
  const manual: ManualStep[] = [];
  for (const { path, does: what, edit } of steps) {
    const before = now.has(path) ? now.get(path) : project.read(path);
    const after = edit(before);
    if (typeof after !== 'string') manual.push({ path, does: what, ...after });
    else if (after !== (before ?? '')) {
      now.set(path, after);
      does.set(path, [...(does.get(path) ?? []), what]);
    }
  }
  const changes = [...now].flatMap(([path, after]) =>
    after === undefined ? [] : [{ path, does: does.get(path) ?? [], before: project.read(path), after }],
  );
  return { changes, manual };
}
