/** Every way a call can fail, as `error.code`. */
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

/** The one error type of this library. `message` reads "Failed to …: cause. Remedy." */
export class IsrError extends Error {
  override readonly name = 'IsrError';
  constructor(
    /** What kind of failure it is; stable, for programs. */
    readonly code: IsrErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

/** An error whose message names the fault and the remedy; both without their full stop. */
export const failure = (
  code: IsrErrorCode,
  task: string,
  fault: string,
  remedy: string,
  cause?: unknown,
): IsrError => new IsrError(code, `Failed to ${task}: ${fault}. ${remedy}.`, { cause });
