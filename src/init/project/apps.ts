/** Finds the sites of a monorepo. */
import { stackOf } from '../stacks/all.js';
import type { Project } from '../types.js';
import { factsOf, within } from './facts.js';

export interface App {
  /** The folder, from the root of the project. */
  folder: string;
  /** The name of its framework. */
  name: string;
}

/** `apps/web`, `packages/site`, `frontend`. */
const FOLDERS = /^((?:[^/]+\/){1,3})package\.json$/;

/** Whether a folder is a site by itself, and not the root of others. */
export function isSite(project: Project): boolean {
  const facts = factsOf(project);
  const { id } = stackOf(facts);
  const isRoot = facts.manifest.workspaces !== undefined || project.read('pnpm-workspace.yaml') !== undefined;
  if (id === 'folder')
    return !isRoot && (project.read('index.html') !== undefined || appsOf(project).length === 0);
  // The tools of a workspace's root are shared: its own pages are what counts.
  return !isRoot || id !== 'vite' || project.read('index.html') !== undefined;
}

/** The sites in folders below. */
export function appsOf(project: Project): App[] {
  return project.files.flatMap((file) => {
    const folder = FOLDERS.exec(file)?.[1]?.slice(0, -1);
    if (folder === undefined) return [];
    const facts = factsOf(within(project, folder));
    const stack = stackOf(facts);
    const hasPages = stack.id !== 'vite' || facts.project.read('index.html') !== undefined;
    return stack.id !== 'folder' && hasPages ? [{ folder, name: stack.name(facts) }] : [];
  });
}
