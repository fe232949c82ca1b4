/**
 * `npm run lint`: which folder may import which. Each layer imports only itself and the layers before it; layers of one
 * rank do not import each other. Type imports count, and nothing imports in a circle.
 */

/** The layers, the lowest first; the ones in a row have one rank. */
const LAYERS = [
  ['shared'],
  ['core/http'],
  ['core/cache'],
  ['core/policy'],
  ['config'],
  ['storage'],
  ['worker/runtime'],
  ['worker/lookup'],
  ['worker/deployments'],
  ['worker/visitor'],
  ['worker/origin'],
  ['worker/plugins'],
  ['worker/storing'],
  ['worker/proof'],
  ['worker/regeneration'],
  ['worker/warming', 'worker/assets', 'worker/invalidation', 'worker/offline', 'worker/takeover'],
  ['worker/feed'],
  ['worker/responses'],
  ['worker/origin-mode'],
  ['worker/request', 'worker/commands'],
  ['worker/inspector'],
  ['worker/features'],
  ['worker/handler'],
];

const pathOf = (/** @type {string} */ layer) => `^src/${layer}/`;
/** What stands above all layers: the entries of the worker, the client, the build. */
const ENTRIES = '^src/(worker/[^/]+|index)\\.ts$|^src/(client|elements|inspector|build|init|plugin|server)/';

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const layerRules = LAYERS.flatMap((row, rank) =>
  row.map((layer) => {
    const siblings = row.filter((other) => other !== layer);
    const above = LAYERS.slice(rank + 1).flat();
    return {
      name: `${layer} imports only lower layers`,
      severity: 'error',
      from: { path: pathOf(layer) },
      to: { path: [...siblings, ...above].map(pathOf).concat(ENTRIES) },
    };
  }),
);

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...layerRules,
    { name: 'no circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'the client imports shared alone',
      severity: 'error',
      from: { path: '^src/client/' },
      to: { path: '^src/', pathNot: '^src/(client|shared)/' },
    },
    {
      name: 'the elements import shared and the client',
      severity: 'error',
      from: { path: '^src/elements/' },
      to: { path: '^src/', pathNot: '^src/(elements|client|shared)/' },
    },
    {
      name: 'nothing imports the elements',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/elements/' },
      to: { path: '^src/elements/' },
    },
    {
      name: 'the inspector imports shared alone',
      severity: 'error',
      from: { path: '^src/inspector/' },
      to: { path: '^src/', pathNot: '^src/(inspector|shared)/' },
    },
    {
      name: 'nothing imports the inspector',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/inspector/' },
      to: { path: '^src/inspector/' },
    },
    {
      name: 'the server imports shared alone',
      severity: 'error',
      from: { path: '^src/server/' },
      to: { path: '^src/', pathNot: '^src/(server|shared)/' },
    },
    {
      name: 'nothing imports the server',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/server/' },
      to: { path: '^src/server/' },
    },
    {
      name: 'the build imports shared, config and what they need',
      severity: 'error',
      from: { path: '^src/build/' },
      to: { path: '^src/(worker|client|storage)/' },
    },
    {
      name: 'init imports shared alone',
      severity: 'error',
      from: { path: '^src/init/' },
      to: { path: '^src/', pathNot: '^src/(init|shared)/' },
    },
    {
      name: 'only the command line imports init',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(init|build/cli)/' },
      to: { path: '^src/init/' },
    },
    {
      name: 'the plugin imports the build and what it needs',
      severity: 'error',
      from: { path: '^src/plugin/' },
      to: { path: '^src/', pathNot: '^src/(plugin|build|config|shared)/' },
    },
    {
      name: 'nothing imports the plugin',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/plugin/' },
      to: { path: '^src/plugin/' },
    },
    {
      name: 'the core has no dependencies',
      severity: 'error',
      from: { path: '^src/(core|shared)/' },
      to: { path: 'node_modules' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.mjs', '.js', '.d.ts'] },
  },
};
