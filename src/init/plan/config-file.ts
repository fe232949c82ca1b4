/** The text of `isr.config.ts`. */
import { orderRoutes } from '../routes/order.js';
import { underBase, withChildren } from '../routes/paths.js';
import type { FoundRoute, StackPlan } from '../types.js';

export const CONFIG_NAMES = ['isr.config.ts', 'isr.config.mts', 'isr.config.js', 'isr.config.mjs'];

const quote = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

const show = (value: string | number | boolean): string =>
  typeof value === 'string' ? quote(value) : String(value);

function lineOf({ match, revalidate, expire }: FoundRoute): string {
  const options = [
    `match: ${match instanceof RegExp ? String(match) : quote(match)}`,
    ...(revalidate === undefined ? [] : [`revalidate: ${show(revalidate)}`]),
    // An expiry that is not later than the revalidation would be refused.
    ...(expire === undefined || (typeof revalidate === 'number' && expire <= revalidate)
      ? []
      : [`expire: ${expire}`]),
  ];
  return `{ ${options.join(', ')} },`;
}

/** Routes with their origin as a comment, which is written once for neighbours. */
function found(routes: readonly FoundRoute[]): string[] {
  return routes.flatMap((route, at) => [
    ...(routes[at - 1]?.from === route.from ? [] : [`// ${route.from}`]),
    lineOf(route),
  ]);
}

const PERSONAL = '// Personal areas: always from the server, never stored.';
const EXAMPLE = [
  '// A personal area: always from the server, never stored.',
  `// { match: '/account{/*}?', revalidate: 0 },`,
];

const prefixed = (route: FoundRoute, base: string | undefined): FoundRoute =>
  route.match instanceof RegExp ? route : { ...route, match: underBase(route.match, base) };

/** @param takeover the option for another worker of the site, which is replaced; as code */
export function configText(
  { routes, personal, base, revalidate = '5m' }: StackPlan,
  takeover: string | undefined,
): string {
  const areas = personal.map((path) => underBase(path, base));
  const ordered = orderRoutes(
    routes.map((route) => prefixed(route, base)),
    areas,
  );
  const isAll = ({ match }: FoundRoute) => match === '/*' || match === underBase('/*', base);
  const all = ordered.find(isAll);
  const own = ordered.filter((route) => !isAll(route));
  const rest = all?.revalidate ?? revalidate;
  const blocks = [
    areas.length > 0
      ? [PERSONAL, ...areas.map((path) => lineOf({ match: withChildren(path), revalidate: 0, from: '' }))]
      : EXAMPLE,
    found(own),
    [
      ...(all
        ? [`// All other pages, by ${all.from}`]
        : [
            '// All other pages: shown from the store while they are fresh, and once more while a new version is fetched.',
          ]),
      lineOf({ ...all, match: '/*', revalidate: rest, from: '' }),
    ],
  ].filter((block) => block.length > 0);
  const indented = blocks.map((block) => block.map((line) => `    ${line}\n`).join('')).join('\n');
  return `import { defineConfig } from 'sw-isr';

/** Which pages a visitor's browser stores, and for how long. The first route that matches wins. */
export default defineConfig({
${takeover === undefined ? '' : `  // Visitors still have the worker that this one replaces.\n  takeover: ${takeover},\n`}  routes: [
${indented}  ],
});
`;
}
