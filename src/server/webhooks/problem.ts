/** The answer to a webhook that is refused. */

export interface Problem {
  readonly status: 400 | 401 | 405 | 413 | 415 | 422 | 500;
  /** Both without a full stop. */
  readonly fault: string;
  readonly remedy: string;
}

export const problem = (status: Problem['status'], fault: string, remedy: string): Problem => ({
  status,
  fault,
  remedy,
});

export const isProblem = (value: object): value is Problem => 'fault' in value;

const HEADERS: Partial<Record<Problem['status'], Record<string, string>>> = {
  401: { 'www-authenticate': 'Bearer' },
  405: { allow: 'POST' },
};

export function toResponse({ status, fault, remedy }: Problem): Response {
  const error = `Failed to accept the webhook: ${fault}. ${remedy}.`;
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store', ...HEADERS[status] };
  return new Response(JSON.stringify({ error }), { status, headers });
}
