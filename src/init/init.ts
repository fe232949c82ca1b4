/** Sets sw-isr up in a project. */
import { existsSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { failure, type IsrError } from '../shared/errors.js';
import { readJson } from './edit/json.js';
import { type Plan, planOf } from './plan/plan.js';
import { type App, appsOf, isSite } from './project/apps.js';
import { factsOf, within } from './project/facts.js';
import { type Commands, packageManagerOf } from './project/package-manager.js';
import { readProject } from './project/read-project.js';
import { uncommitted } from './project/uncommitted.js';
import type { Project } from './types.js';

export interface Prepared {
  /** The site's folder, absolute. */
  folder: string;
  /** The same, from where the command was typed. */
  shown: string;
  plan: Plan;
  commands: Commands;
  /** The files to be changed that have changes which are not committed. */
  uncommitted: string[];
}

const readable = (folder: string): string => {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw failure('bad-request', `read the folder "${folder}"`, 'it does not exist', 'Correct its path');
  return folder;
};

function checkManifest(project: Project): void {
  const text = project.read('package.json');
  if (text !== undefined && readJson(text) === undefined)
    throw failure('bad-request', 'read "package.json"', 'it is not valid JSON', 'Correct it');
}

const several = (apps: readonly App[]): IsrError => {
  const names = apps.map(({ folder, name }) => `${folder} (${name})`).join(', ');
  const remedy = `Name one: sw-isr init ${apps[0]?.folder ?? 'FOLDER'}`;
  return failure('bad-request', 'choose a site', `there are several: ${names}`, remedy);
};

/** @param choose asks for one of several sites; undefined: nobody can be asked */
async function siteOf(
  project: Project,
  choose: ((apps: readonly App[]) => Promise<string | undefined>) | undefined,
): Promise<string | undefined> {
  if (isSite(project)) return '.';
  const apps = appsOf(project);
  if (apps.length <= 1) return apps[0]?.folder ?? '.';
  if (!choose) throw several(apps);
  return choose(apps);
}

/**
 * Reads a project, and plans what to change. Writes nothing.
 * @returns undefined if the question for the site was cancelled
 * @throws IsrError `bad-request` if the folder does not exist, `package.json` is no JSON, or one of several sites has to
 * be chosen and nobody can be asked.
 */
export async function prepare(
  given: string,
  version: string,
  choose?: (apps: readonly App[]) => Promise<string | undefined>,
): Promise<Prepared | undefined> {
  const root = readable(resolve(given));
  const whole = readProject(root);
  const site = await siteOf(whole, choose);
  if (site === undefined) return undefined;
  const folder = join(root, site);
  const project = site === '.' ? whole : within(whole, site);
  checkManifest(project);
  const plan = planOf(factsOf(project), version);
  return {
    folder,
    shown: relative(process.cwd(), folder) || '.',
    plan,
    commands: await packageManagerOf(folder),
    uncommitted: await uncommitted(
      folder,
      plan.changes.filter(({ before }) => before !== undefined).map(({ path }) => path),
    ),
  };
}
