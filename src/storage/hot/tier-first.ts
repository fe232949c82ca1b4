/** Asks the hot tier before the database, until the database is open. */
import { inTime } from '../sleep.js';

/** A visitor waits so long for the tier alone. On a slow device the database takes longer still. */
const PATIENCE_MS = 100;

export interface TierFirst {
  /**
   * What the tier says, unless it was left meanwhile. The database is asked too if the tier is late or does not know; the
   * first answer counts.
   */
  ask: <T>(tier: () => Promise<T | undefined>, database: () => Promise<T>) => Promise<T>;
  isAsked: () => boolean;
  /** From now on the database alone is asked. @returns whether the tier has answered before: it may have been wrong */
  leave: () => boolean;
}

export function createTierFirst(): TierFirst {
  let isAsked = true;
  let hasAnswered = false;
  return {
    async ask(tier, database) {
      if (!isAsked) return database();
      const said = tier().then((answer) => {
        if (!isAsked) return undefined;
        hasAnswered ||= !!answer;
        return answer;
      });
      const early = await inTime(said, PATIENCE_MS);
      if (early) return early;
      const asked = database();
      return Promise.race([asked, said.then((answer) => answer ?? asked)]);
    },
    isAsked: () => isAsked,
    leave() {
      const had = hasAnswered;
      isAsked = hasAnswered = false;
      return had;
    },
  };
}
