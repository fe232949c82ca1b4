/** `takeover`: the workers that the site had before. */
import * as v from 'valibot';
import { listOf, name, required, sitePath } from './fields.js';
import { regExp } from './match-field.js';
import { section } from './section.js';
import { show } from './show.js';
import type { TakeoverConfig } from '../types.js';

/** The files that the build writes itself. */
const OWN = ['/sw.js', '/sw-isr.js', '/sw-isr-inspector.js'];

const CACHES = "an array of cache names and RegExps, such as ['start-url', /^my-app-/]";
const cacheName = v.lazy((value) =>
  value instanceof RegExp
    ? regExp
    : typeof value === 'string'
      ? name
      : required(() => false, 'a cache name or a RegExp'),
);

/** Whether a path has no query, no fragment, and no step up: the build makes a file of it. */
const isFilePath = (value: unknown): boolean =>
  typeof value === 'string' && !/[?#\\]|\/\.{0,2}(?:\/|$)/.test(value);

const script = v.pipe(
  sitePath,
  v.lazy((value) =>
    value === OWN[0]
      ? v.custom(
          () => false,
          `got ${show(value)}, where this worker replaces the old one without a further script. Leave it out.`,
        )
      : required(
          (path) => isFilePath(path) && !OWN.includes(String(path)),
          "the path of a script other than sw-isr's own, such as '/service-worker.js', without a query",
        ),
  ),
);

const scope = v.pipe(
  sitePath,
  required((value) => !/[?#]/.test(String(value)), "a path such as '/app/', without a query"),
);

const TAKEOVER: Record<keyof TakeoverConfig, v.GenericSchema> = {
  caches: listOf(cacheName, CACHES),
  scripts: listOf(script, "an array of paths, such as ['/service-worker.js']"),
  scopes: listOf(scope, "an array of paths, such as ['/app/']"),
};

const takeoverSection = section(
  TAKEOVER,
  `true, false, or an object with ${Object.keys(TAKEOVER).join(', ')}`,
);

export const takeover: v.GenericSchema = v.optional(
  v.lazy((value) => (typeof value === 'boolean' ? v.boolean() : takeoverSection)),
);
