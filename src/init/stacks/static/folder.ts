import { pathOfFile } from '../../routes/paths.js';
import { personalAreas } from '../../routes/personal.js';
import type { Facts, Project, Stack, Step } from '../../types.js';
import { buildSteps } from '../build-step.js';
import { documentsIn, missingLayout, scriptStep, scriptSteps } from '../layouts.js';

/** Folders that are usually the root of a site. */
const ROOTS = ['', 'public/', 'dist/', 'www/', 'site/', 'docs/', 'htdocs/', 'web/', 'static/'];
const TEMPLATE =
  /(?:^|\/)(?:views|templates|layouts|includes|partials)\/.*\.(?:html?|ejs|hbs|handlebars|njk|jinja2?|j2|twig|tmpl|gohtml|php|erb|mustache|liquid|eta)$/;
/** More pages than this come from a generator, whose template should have the line. */
const MANY = 200;

function scripts(pages: readonly string[], root: string): Step[] {
  if (pages.length <= MANY) return pages.map((path) => scriptStep(path));
  return [missingLayout(`the ${pages.length} pages of ${root || 'this folder'}`)];
}

/** A folder of pages. */
function pagesPlan(facts: Facts, root: string) {
  const pages = documentsIn(facts.project, /\.html?$/).filter((file) => file.startsWith(root));
  return {
    steps: [...scripts(pages, root), ...buildSteps(facts, root.replace(/\/$/, '') || '.')],
    routes: [],
    personal: personalAreas(pages.map((file) => pathOfFile(file, root))),
    staticFolder: root.replace(/\/$/, ''),
  };
}

/** A server with templates, in whatever language. */
function serverPlan(facts: Facts, project: Project) {
  const out = ['public', 'static'].find((folder) =>
    project.files.some((file) => file.startsWith(`${folder}/`)),
  );
  return {
    steps: [
      ...scriptSteps(documentsIn(project, TEMPLATE), 'your layout'),
      ...buildSteps(facts, out ?? 'public'),
    ],
    routes: [],
    personal: [],
    staticFolder: out ?? 'public',
    notes: [
      `The folder ${out ?? 'public'} has to be the root of your site, so that the worker is at /sw.js.`,
    ],
  };
}

const rootOf = (project: Project): string | undefined =>
  ROOTS.find(
    (root) =>
      project.read(`${root}index.html`) !== undefined || project.read(`${root}index.htm`) !== undefined,
  );

export const folder: Stack = {
  id: 'folder',
  name: ({ project }) =>
    rootOf(project) === undefined ? 'No framework that is known' : 'Pages without a framework',
  isUsed: () => true,
  plan: (facts) => {
    const root = rootOf(facts.project);
    return root === undefined ? serverPlan(facts, facts.project) : pagesPlan(facts, root);
  },
};
