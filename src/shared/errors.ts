/** The codes of `IsrError`. */
export type IsrErrorCode =
  | 'invalid-config'
  | 'build-failed'
  | 'unsupported'
  | 'no-worker'
  | 'timeout'
  | 'aborted'
  | 'storage'
  | 'bad-request'
  | 'failed';

/** The only error class of this library. `message` reads "Failed to …: cause. Remedy." */
export class IsrError extends Error {
  override readonly name = 'IsrError';
  constructor(
    /** The kind of failure; stable, for programs. */
    readonly code: IsrErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

/** An error whose message names the fault and the remedy. Give both without a full stop. */
export const failure = (
  code: IsrErrorCode,
  task: string,
  fault: string,
  remedy: string,
  cause?: unknown,
): IsrError => new IsrError(code, `Failed to ${task}: ${fault}. ${remedy}.`, { cause });
