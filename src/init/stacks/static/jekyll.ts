import { folderName, settingOf } from '../../edit/setting.js';
import { eolOf, scriptLine } from '../../edit/text.js';
import type { Edit, Facts, Project, Stack, Step } from '../../types.js';
import { buildSteps } from '../build-step.js';
import { documentsIn, missingLayout, scriptStep } from '../layouts.js';
import { themeStep } from '../themes.js';

const LINE = scriptLine("{{ '/sw-isr.js' | relative_url }}");
const LAYOUTS = /^_(?:layouts|includes)\/.*\.html$/;
const HOOKS = /\/_includes\/(?:custom-head|head-custom|head\/custom)\.html$/;
/** Files of the site's tools, which Jekyll would copy into the site. */
const TOOLS = ['package.json', 'package-lock.json', 'isr.config.ts'];

const setting = (project: Project, name: string): string | undefined =>
  settingOf('_config.yml', project.read('_config.yml') ?? '', name);

/** The gem of the theme. Its files are read below `themes/NAME/`. */
export const gemOf = (project: Project): string | undefined => setting(project, 'theme');

/** Adds to the list `exclude` of `_config.yml`. */
const excludeTools: Edit = (before = '') => {
  const eol = eolOf(before);
  const [head = ''] = /^exclude[ \t]*:[ \t]*$/m.exec(before) ?? [];
  const missing = TOOLS.filter((name) => !new RegExp(`^\\s*-\\s*["']?${name}["']?\\s*$`, 'm').test(before));
  if (missing.length === 0) return before;
  const lines = missing.map((name) => `  - ${name}`).join(eol);
  if (head) {
    const indent = /^exclude[ \t]*:[ \t]*\r?\n([ \t]*)-/m.exec(before)?.[1] ?? '  ';
    return before.replace(/^exclude[ \t]*:[ \t]*$/m, `exclude:${eol}${lines.replace(/^ {2}/gm, indent)}`);
  }
  if (/^exclude[ \t]*:/m.test(before)) {
    if (TOOLS.every((name) => before.includes(name))) return before;
    return { because: 'its "exclude" is written in one line', add: `exclude: [${TOOLS.join(', ')}]` };
  }
  const block = `# Files of the tools, which are no part of the site${eol}exclude:${eol}${lines}${eol}`;
  return before.trim() === '' ? block : `${before.trimEnd()}${eol}${eol}${block}`;
};

function scriptOf(project: Project): Step[] {
  const own = documentsIn(project, LAYOUTS);
  if (own.length > 0) return own.map((path) => scriptStep(path, LINE));
  const gem = gemOf(project);
  const files = {
    folder: `themes/${gem ?? ''}/`,
    layouts: /\/_(?:layouts|includes)\/.*\.html$/,
    hooks: HOOKS,
  };
  const step = gem === undefined ? undefined : themeStep(project, files, LINE);
  return [step ?? missingLayout('_includes/head.html', LINE)];
}

const buildOf = ({ project }: Facts): string =>
  project.read('Gemfile') === undefined ? 'jekyll build' : 'bundle exec jekyll build';

export const jekyll: Stack = {
  id: 'jekyll',
  name: () => 'Jekyll',
  isUsed: ({ project }) =>
    project.read('_config.yml') !== undefined ||
    /^\s*gem\s+["']jekyll["']/m.test(project.read('Gemfile') ?? ''),
  plan: (facts) => {
    const { project } = facts;
    const out = folderName(setting(project, 'destination') ?? '_site');
    return {
      steps: [
        ...scriptOf(project),
        ...buildSteps(facts, out, /\bjekyll\b/, buildOf(facts)),
        { path: '_config.yml', does: "leaves the tools' files out of the site", edit: excludeTools },
      ],
      routes: [],
      personal: [],
      base: setting(project, 'baseurl'),
    };
  },
};
