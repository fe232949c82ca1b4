/** Names the pages of the API reference as programs import them: `sw-isr/build`. */
import { readFileSync } from 'node:fs';
import { Converter, ReflectionKind } from 'typedoc';

const { exports } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

/** By the file of its declarations, without its ending: what an entry is imported as. */
const names = new Map(
  Object.entries(exports).flatMap(([path, { types }]) =>
    types
      ? [[types.replace(/^\.\/dist\/types\/|(?:\/index)?\.d\.ts$/g, ''), path.replace(/^\./, 'sw-isr')]]
      : [],
  ),
);

/** @param {import('typedoc').Application} app */
export function load(app) {
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
    for (const module of project.getReflectionsByKind(ReflectionKind.Module))
      module.name = names.get(module.name) ?? module.name;
  });
}
