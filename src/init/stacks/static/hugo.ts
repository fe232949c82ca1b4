import { folderName, settingOf } from '../../edit/setting.js';
import { scriptLine } from '../../edit/text.js';
import type { Project, Stack, Step } from '../../types.js';
import { buildSteps } from '../build-step.js';
import { documentsIn, missingLayout, scriptStep } from '../layouts.js';
import { themeStep } from '../themes.js';

/** `config/production` comes after `config/_default`, and is what a build takes. */
const CONFIG = /^(?:config\/(?:production|_default)\/)?(?:hugo|config)\.(?:toml|ya?ml|json)$/;
const FOLDERS = /^(?:content|archetypes|layouts|themes)\//;
const LINE = scriptLine('{{ "sw-isr.js" | relURL }}');
const LAYOUTS = /^layouts\/.*\.html$/;
const HOOKS =
  /\/layouts\/_?partials\/(?:extend[-_]head|custom[-_]head|head[-_]custom|head[-_](?:additions|end)|(?:custom|hooks|head)\/(?:custom|head[-_]?end|extend[-_]head|head))\.html$/;

function setting(project: Project, name: string): string | undefined {
  const configs = project.files.filter((file) => CONFIG.test(file));
  const found = configs.map((file) => settingOf(file, project.read(file) ?? '', name));
  return found.filter((value) => value !== undefined).at(-1);
}

function scriptOf(project: Project, theme: string | undefined): Step[] {
  const own = documentsIn(project, LAYOUTS);
  if (own.length > 0) return own.map((path) => scriptStep(path, LINE));
  const files = { folder: `themes/${theme ?? ''}/`, layouts: /\/layouts\/.*\.html$/, hooks: HOOKS };
  const step = theme === undefined ? undefined : themeStep(project, files, LINE);
  return [step ?? missingLayout('layouts/_default/baseof.html', LINE)];
}

export const hugo: Stack = {
  id: 'hugo',
  name: () => 'Hugo',
  isUsed: ({ project }) =>
    project.files.some(
      (file) =>
        CONFIG.test(file) && (file.includes('hugo.') || project.files.some((one) => FOLDERS.test(one))),
    ),
  plan: (facts) => {
    const { project } = facts;
    const out = folderName(setting(project, 'publishDir') ?? 'public');
    return {
      steps: [
        ...scriptOf(project, setting(project, 'theme')),
        ...buildSteps(facts, out, /(?:^|[\s;&])hugo\b/, 'hugo'),
      ],
      routes: [],
      personal: [],
      base: baseOf(setting(project, 'baseURL')),
      staticFolder: 'static',
    };
  },
};

/** The path of a URL such as `https://user.github.io/site/`. */
function baseOf(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url).pathname : undefined;
}
