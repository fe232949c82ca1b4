/** A case: requests of a script to one URL, and who has to answer each. */

export type Fields = Readonly<Record<string, string>>;

/** What the server answers, if it is asked. */
export interface Answer {
  /** @default 200 */
  readonly status?: number;
  /** `{path}` stands for the path of the case. */
  readonly headers?: Fields;
  /** @default the number of the step */
  readonly body?: string;
  /** A request with a condition gets 304. */
  readonly confirms?: boolean;
}

/** Another URL of a case. */
export const ELSEWHERE = '/elsewhere';

export interface Step {
  /** How the script asks. */
  readonly ask?: RequestInit;
  /** Added to the path of the case. */
  readonly at?: typeof ELSEWHERE | undefined;
  readonly answer?: Answer;
  /** Who answers. `confirmed`: the store, after a 304. Undefined: either may. */
  readonly by?: 'server' | 'store' | 'confirmed' | undefined;
  /** What the script gets. @default the status of the answer, or that of the first step if it is stored */
  readonly status?: number | 'failed';
  /** @default the body of the answer, or that of the first step if it is stored */
  readonly body?: string;
  /** Headers that the script gets. */
  readonly got?: Fields;
  /** Headers that the server gets. `null`: without that header. */
  readonly sent?: Readonly<Record<string, string | null>>;
}

export interface Case {
  readonly name: string;
  /** Why the worker does not pass, on purpose. */
  readonly differs?: string | undefined;
  readonly steps: readonly Step[];
}

export const inSeconds = (seconds: number): string => new Date(Date.now() + seconds * 1_000).toUTCString();
export const control = (field: string): Fields => ({ 'Cache-Control': field });
export const FRESH = control('max-age=600');
export const STALE = { ...FRESH, Age: '900' };
export const OLD = { 'Last-Modified': inSeconds(-864_000) };

/** An answer, and who answers the same request after it. */
export const repeated = (name: string, answer: Answer, by: Step['by'], ask: RequestInit = {}): Case => ({
  name,
  steps: [
    { answer, by: 'server' },
    { ask, by },
  ],
});
