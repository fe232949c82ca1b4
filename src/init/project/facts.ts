/** What is known of a project before anything is planned. */
import { readJson } from '../edit/json.js';
import type { Facts, Manifest, Project } from '../types.js';

export function factsOf(project: Project): Facts {
  const value = readJson(project.read('package.json'));
  const manifest = (
    typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
  ) as Manifest;
  const packages = new Set(Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }));
  const isTypeScript = packages.has('typescript') || project.read('tsconfig.json') !== undefined;
  return { project, manifest, packages, isTypeScript };
}

/** The part of a project that is in a folder of its own. */
export const within = (project: Project, folder: string): Project => ({
  read: (path) => project.read(`${folder}/${path}`),
  files: project.files
    .filter((file) => file.startsWith(`${folder}/`))
    .map((file) => file.slice(folder.length + 1)),
});
