/** Asks the hot tier before the database, until the database is open. */
import { inTime } from '../sleep.js';

/** So long a visitor waits for the tier alone. */
const PATIENCE_MS = 100;

export interface TierFirst {
  /**
   * Asks the tier. If it is late, fails, or does not know, the database is asked too, and the first answer counts. An answer
   * of the tier that comes after `leave` is dropped.
   */
  ask: <T>(tier: () => Promise<T | undefined>, database: () => Promise<T>) => Promise<T>;
  isAsked: () => boolean;
  /** Asks the database alone from now on. @returns whether the tier has answered before */
  leave: () => boolean;
}

export function createTierFirst(): TierFirst {
  let isAsked = true;
  let hasAnswered = false;
  return {
    async ask(tier, database) {
      if (!isAsked) return database();
      const said = tier().then(
        (answer) => {
          if (!isAsked) return undefined;
          hasAnswered ||= !!answer;
          return answer;
        },
        () => undefined,
      );
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
