import type { Facts, Project, Stack } from '../../types.js';
import { folderName } from '../../edit/setting.js';
import { scriptLine } from '../../edit/text.js';
import { pathOfFile, underBase } from '../../routes/paths.js';
import { personalAreas } from '../../routes/personal.js';
import { buildSteps } from '../build-step.js';
import { named } from '../config-file.js';
import { documentsIn, scriptSteps } from '../layouts.js';

const CONFIG = /^(?:\.eleventy|eleventy\.config)\.[mc]?[jt]s$/;
const TEMPLATE = /\.(?:njk|liquid|html|hbs|ejs|webc|vto|mustache|11ty\.[mc]?[jt]sx?)$/;
const PAGE = /\.(?:njk|liquid|html|md)$/;

const configOf = (project: Project): string => {
  const path = project.files.find((file) => CONFIG.test(file));
  return path === undefined ? '' : (project.read(path) ?? '');
};

const OUTPUTS = [/\bsetOutputDirectory\(\s*['"]([^'"]+)/, /\boutput\s*:\s*['"]([^'"]+)/, /--output[= ](\S+)/];

function outOf({ project, manifest }: Facts): string {
  const texts = [configOf(project), ...Object.values(manifest.scripts ?? {})];
  const found = texts.flatMap((text) => OUTPUTS.map((pattern) => pattern.exec(text)?.[1])).find(Boolean);
  return folderName(found ?? '_site');
}

/** The path of the site. `HtmlBasePlugin` writes it into the pages itself. */
function pathPrefixOf({ project, manifest }: Facts): { base?: string; src: string } {
  const scripts = Object.values(manifest.scripts ?? {}).join('\n');
  const base =
    /\bpathPrefix\s*:\s*['"]([^'"]+)/.exec(configOf(project))?.[1] ??
    /--pathprefix[= ]["']?([^\s"']+)/.exec(scripts)?.[1];
  if (base === undefined) return { src: '/sw-isr.js' };
  return {
    base,
    src: /HtmlBasePlugin/.test(configOf(project)) ? '/sw-isr.js' : underBase('/sw-isr.js', base),
  };
}

export const eleventy: Stack = {
  id: 'eleventy',
  name: (facts) => named(facts, 'Eleventy', '@11ty/eleventy'),
  isUsed: ({ packages, project }) =>
    packages.has('@11ty/eleventy') || project.files.some((file) => CONFIG.test(file)),
  plan: (facts) => {
    const { project } = facts;
    const out = outOf(facts);
    const { base, src } = pathPrefixOf(facts);
    const files = project.files.filter((file) => !file.startsWith(`${out}/`));
    const own = { ...project, files };
    const pages = files.filter((file) => PAGE.test(file) && !/(?:^|\/)_|README/.test(file));
    return {
      steps: [
        ...scriptSteps(documentsIn(own, TEMPLATE), 'your layout', scriptLine(src)),
        ...buildSteps(facts, out, /\beleventy\b/, 'eleventy'),
      ],
      routes: [],
      base,
      personal: personalAreas(pages.map((file) => pathOfFile(file.replace(/^(?:src|content)\//, ''), ''))),
    };
  },
};
