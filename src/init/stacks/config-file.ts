/** Finds a framework's config file, and what it says. */
import { COMPUTED, isRecord, type Literal, readLiteral } from '../edit/literal.js';
import { configOf, type Module, parseModule } from '../edit/syntax.js';
import type { Facts, Project } from '../types.js';

const EXTENSIONS = ['ts', 'mts', 'js', 'mjs', 'cjs', 'cts'];

/** `vite.config.ts`, or with another extension. */
export const configFile = (project: Project, name: string): string | undefined =>
  EXTENSIONS.map((extension) => `${name}.${extension}`).find((file) => project.read(file) !== undefined);

/** The file, or the one to create. */
export const configFileOr = ({ project, isTypeScript }: Facts, name: string): string =>
  configFile(project, name) ?? `${name}.${isTypeScript ? 'ts' : 'mjs'}`;

export const moduleAt = (project: Project, path: string): Module | undefined =>
  parseModule(project.read(path) ?? '');

/** The values that a config spells out. */
export function valuesOf(module: Module | undefined): Record<string, Literal> {
  const config = module && configOf(module);
  const value = module && config ? readLiteral(module, config) : COMPUTED;
  return isRecord(value) ? value : {};
}

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** The major version of a dependency; undefined for `latest` and the like. */
export function majorOf({ manifest }: Facts, name: string): string | undefined {
  const range = manifest.dependencies?.[name] ?? manifest.devDependencies?.[name] ?? '';
  return /(\d+)/.exec(range)?.[1];
}

export const named = (facts: Facts, title: string, name: string): string =>
  [title, majorOf(facts, name)].filter(Boolean).join(' ');
