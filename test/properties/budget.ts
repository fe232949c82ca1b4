/** How much the properties are tried: a little with the other tests, for as long as one likes by `npm run soak`. */
const { env } = process;

/** The seed of a run, printed so that it can be run again. */
export const SEED = Number(env.SOAK_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** @param usual the runs in `npm test` */
export const runsOf = (usual: number): number => Math.ceil(usual * Number(env.SOAK_TIMES ?? 1));

/** Says what was tried, for the counts of a long run. */
export function tell(what: string, count: number): void {
  if (env.SOAK_TIMES) console.log(`soak: ${what}: ${count}, seed ${SEED}`);
}
