/** What `sw-isr init` reads of a project, and what it would change. */

/** The files of a project. Paths are relative to its folder, and use `/`. */
export interface Project {
  /** The text of a file; undefined if there is none. */
  read: (path: string) => string | undefined;
  /** Every file, sorted, without dependencies and build output. */
  readonly files: readonly string[];
}

/** A change that no program can make safely: what to add by hand, and why. */
export interface Obstacle {
  because: string;
  /** The lines to add. */
  add: string;
}

/** Returns the file's new text. The text itself: it is in place already. */
export type Edit = (before: string | undefined) => string | Obstacle;

export interface Step {
  path: string;
  /** What it does to the file, in the present tense: `adds the plugin`. */
  does: string;
  edit: Edit;
}

/** A file that is written. */
export interface Change {
  path: string;
  does: string[];
  /** Undefined: the file is new. */
  before: string | undefined;
  after: string;
}

/** A file that has to be changed by hand. */
export interface ManualStep extends Obstacle {
  path: string;
  does: string;
}

/** A route that the project already states. */
export interface FoundRoute {
  /** A URLPattern pathname, or a RegExp in its source form: `/^\/blog/`. */
  match: string | RegExp;
  /** Seconds, a duration, or false. Undefined: the default. */
  revalidate?: number | string | false;
  /** Seconds. */
  expire?: number;
  /** Where the project states it. */
  from: string;
}

/** What is known of the project before anything is planned. */
export interface Facts {
  project: Project;
  manifest: Manifest;
  /** The names of all dependencies. */
  packages: ReadonlySet<string>;
  isTypeScript: boolean;
}

export interface Manifest {
  name?: string;
  description?: string;
  type?: string;
  scripts?: Record<string, string>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  workspaces?: unknown;
}

/** How one framework is set up. */
export interface StackPlan {
  /** The plugin, the build step, the script line. */
  steps: Step[];
  routes: FoundRoute[];
  /** Paths of the site that look like personal areas. */
  personal: string[];
  /** The path that the site is served under. @default '/' */
  base?: string;
  /** The folder whose files are served as they are, for the host's `_headers` or `.htaccess`. */
  staticFolder?: string;
  /** The revalidation time of all other pages. @default '5m' */
  revalidate?: string;
  /** What the user should know. */
  notes?: string[];
  /** The files that the build writes into a folder under version control. */
  ignore?: string[];
}

export interface Stack {
  id: StackId;
  /** Its name, with the version or the variant where that matters. */
  name: (facts: Facts) => string;
  isUsed: (facts: Facts) => boolean;
  plan: (facts: Facts) => StackPlan;
}

export type StackId =
  | 'next'
  | 'nuxt'
  | 'sveltekit'
  | 'astro'
  | 'vite'
  | 'vitepress'
  | 'docusaurus'
  | 'eleventy'
  | 'hugo'
  | 'jekyll'
  | 'rails'
  | 'laravel'
  | 'wordpress'
  | 'folder';
