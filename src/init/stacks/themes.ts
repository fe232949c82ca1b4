/** A layout that a theme provides: the site's own copy of it wins, so that the theme stays as it is. */
import { addScript, hasScript } from '../edit/text.js';
import type { Edit, Project, Step } from '../types.js';

export interface ThemeFiles {
  /** The theme's folder in the project, with `/` at its end. */
  folder: string;
  /** Which of its files are layouts. */
  layouts: RegExp;
  /** Names of files that themes leave empty for what a site adds to `<head>`. */
  hooks: RegExp;
}

const DOES = "loads the worker's script";

const appended =
  (line: string): Edit =>
  (before = '') => {
    if (hasScript(before)) return before;
    return before.trim() === '' ? `${line}\n` : `${before.trimEnd()}\n${line}\n`;
  };

/** Undefined: the theme has no layout. */
export function themeStep(
  project: Project,
  { folder, layouts, hooks }: ThemeFiles,
  line: string,
): Step | undefined {
  const files = project.files.filter((file) => file.startsWith(folder));
  const hook = files.find((file) => hooks.test(file));
  if (hook !== undefined) {
    const path = hook.slice(folder.length);
    const text = project.read(hook) ?? '';
    return { path, does: DOES, edit: (before) => appended(line)(before ?? text) };
  }
  const found = files.find((file) => layouts.test(file) && /<\/head\s*>/i.test(project.read(file) ?? ''));
  if (found === undefined) return undefined;
  const edit = addScript(line);
  const text = project.read(found);
  return {
    path: found.slice(folder.length),
    does: `${DOES}: a copy of the theme's layout`,
    edit: (before) => edit(before ?? text),
  };
}
