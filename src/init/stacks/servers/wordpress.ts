import { createFile } from '../../edit/text.js';
import type { Project, Stack } from '../../types.js';
import { buildSteps } from '../build-step.js';

const PLUGIN = `<?php
/**
 * Plugin Name: sw-isr
 * Description: Loads the script that registers the service worker.
 */

add_action('wp_head', function () {
    printf(
        '<script type="module" async src="%s"></script>' . "\\n",
        esc_url(home_url('/sw-isr.js', 'relative'))
    );
});
`;

/** Where WordPress stands: in the folder itself, in one below it, or as Bedrock has it. */
const CONTENTS = ['wp-content/', 'wordpress/wp-content/', 'public/wp-content/', 'web/app/'];

const contentOf = (project: Project): string | undefined =>
  CONTENTS.find((content) => project.files.some((file) => file.startsWith(content) && file.endsWith('.php')));

const isCore = (file: string): boolean =>
  /^(?:wordpress\/|public\/)?wp-(?:config(?:-sample)?|load)\.php$/.test(file);

/** A theme by itself. */
const isTheme = (project: Project): boolean => /^\s*\*?\s*Theme Name:/m.test(project.read('style.css') ?? '');

const SHOP = ['/cart', '/checkout', '/my-account'];

export const wordpress: Stack = {
  id: 'wordpress',
  name: () => 'WordPress',
  isUsed: ({ project }) => project.files.some(isCore) || contentOf(project) !== undefined || isTheme(project),
  plan: (facts) => {
    const { project } = facts;
    const alone = !project.files.some(isCore) && contentOf(project) === undefined;
    const content = contentOf(project) ?? 'wp-content/';
    const root = content.split('/').slice(0, -2).join('/');
    const hasShop = project.files.some((file) => file.startsWith(`${content}plugins/woocommerce/`));
    const personal = ['/wp-admin', '/wp-login.php', ...(hasShop ? SHOP : [])];
    if (alone) {
      const add =
        'Run sw-isr init in the folder that holds wp-content: the worker has to be at the root of the site.';
      const edit = () => ({ because: 'this is a theme alone', add });
      return {
        steps: [{ path: 'functions.php', does: "loads the worker's script", edit }],
        routes: [],
        personal,
      };
    }
    return {
      steps: [
        {
          path: `${content}mu-plugins/sw-isr.php`,
          does: "loads the worker's script in each theme",
          edit: createFile(PLUGIN),
        },
        ...buildSteps(facts, root || '.'),
      ],
      routes: [],
      personal,
      staticFolder: root,
      notes: [
        'The files sw.js and sw-isr.js have to be in the folder of index.php. Deploy them with the site.',
      ],
    };
  },
};
