/** The script line in layouts. */
import { addScript, scriptLine } from '../edit/text.js';
import type { Project, Step } from '../types.js';

const isDocument = (text: string | undefined): boolean =>
  text !== undefined && /<\/head\s*>|<body\b/i.test(text);

/** The files that hold a whole document. */
export const documentsIn = (project: Project, pattern: RegExp): string[] =>
  project.files.filter((file) => pattern.test(file) && isDocument(project.read(file)));

export const scriptStep = (path: string, line = scriptLine()): Step => ({
  path,
  does: "loads the worker's script",
  edit: addScript(line),
});

/** Instructions for a project without a layout. */
export const missingLayout = (path: string, line = scriptLine()): Step => ({
  path,
  does: "loads the worker's script",
  edit: () => ({
    because: 'no layout was found',
    add: `Put this line into the <head> of your pages:\n${line}`,
  }),
});

/** The script line in each of the documents; an instruction where there is none. */
export const scriptSteps = (documents: readonly string[], fallback: string, line = scriptLine()): Step[] =>
  documents.length > 0 ? documents.map((path) => scriptStep(path, line)) : [missingLayout(fallback, line)];
