import { type Adapter, type AdapterOptions, changeOf } from './adapter.js';
import { type Fields, fieldsOf, listOf, namesOf, requiredFields, requiredName } from './payload.js';

/** The push: `{ ref, repository, commits: [{ added, modified, removed }], … }`. */
export type GitHubPush = Fields;

export interface GitHubOptions extends AdapterOptions<GitHubPush> {
  /** The branch that is the site. @default the repository's default branch */
  readonly branch?: string | undefined;
  /**
   * The pages that are made of a file.
   * @default none
   * @example file: (name) => name.startsWith('content/') ? [`/${name.slice(8).replace(/\.md$/, '')}`] : []
   */
  readonly file?: ((name: string) => readonly string[]) | undefined;
}

/** GitHub lists at most this many commits. */
const MAX_COMMITS = 2048;

/** Undefined if the push does not name all of its files: then any page may have changed. */
function filesOf(push: Fields): readonly string[] | undefined {
  const commits = listOf(push.commits).map(fieldsOf);
  // Commits that a forced push took away are not listed, nor are those of a branch that was set to an old commit.
  if (push.forced === true || commits.length === 0 || commits.length >= MAX_COMMITS) return undefined;
  const files = commits.flatMap(({ added, modified, removed }) =>
    [added, modified, removed].flatMap(namesOf),
  );
  return [...new Set(files)];
}

function isOfBranch(push: Fields, branch: string | undefined): boolean {
  const wanted =
    branch ?? requiredName(fieldsOf(push.repository).default_branch, 'GitHub', 'repository.default_branch');
  return push.ref === `refs/heads/${wanted}` && push.deleted !== true;
}

/**
 * Reads GitHub's webhook `push`, and ignores all others. Without options a push to the default branch brings the tag
 * `github:OWNER/NAME`; `file` maps the changed files to paths. A forced push, whose files are not all known, brings `/*`
 * where `file` is given. Choose the content type application/json in GitHub, and give the secret of the webhook.
 * @example github({ file: (name) => name === 'content/about.md' ? ['/about'] : [] })
 */
export const github = (options: GitHubOptions = {}): Adapter => ({
  name: 'github',
  secret: options.secret,
  matches: (headers) => headers.has('x-github-event'),
  read: ({ payload, headers }) => {
    if (headers.get('x-github-event') !== 'push') return [];
    const push = requiredFields(payload, 'GitHub');
    const repository = requiredName(fieldsOf(push.repository).full_name, 'GitHub', 'repository.full_name');
    if (!isOfBranch(push, options.branch)) return [];
    const { file } = options;
    const paths = file ? (filesOf(push)?.flatMap((name) => file(name)) ?? ['/*']) : [];
    return changeOf(push, options, { tags: [`github:${repository}`], paths });
  },
});
