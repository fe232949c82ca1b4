import { personalAreas } from '../../routes/personal.js';
import type { Stack } from '../../types.js';
import { buildSteps } from '../build-step.js';
import { documentsIn, scriptSteps } from '../layouts.js';

const LAYOUT = /^resources\/views\/(?!vendor\/|mails?\/|emails?\/|errors\/|pdfs?\/).*\.blade\.php$/;

/** `Route::get('/dashboard', …)`, `Route::prefix('admin')`. */
const pathsOf = (routes: string): string[] =>
  [...routes.matchAll(/\b(?:Route::|->)\w+\(\s*['"]\/?([\w/-]+)/g)].map(([, path = '']) => `/${path}`);

export const laravel: Stack = {
  id: 'laravel',
  name: () => 'Laravel',
  isUsed: ({ project }) =>
    project.read('artisan') !== undefined || /"laravel\/framework"/.test(project.read('composer.json') ?? ''),
  plan: (facts) => {
    const { project } = facts;
    const routes = project.files.filter(
      (file) => /^routes\/.*\.php$/.test(file) && file !== 'routes/api.php',
    );
    return {
      steps: [
        ...scriptSteps(documentsIn(project, LAYOUT), 'resources/views/layouts/app.blade.php'),
        ...buildSteps(facts, 'public', undefined, undefined),
      ],
      routes: [],
      personal: personalAreas(routes.flatMap((file) => pathsOf(project.read(file) ?? ''))),
      staticFolder: 'public',
      ignore: ['/public/sw.js', '/public/sw-isr.js'],
      notes: [
        'Laravel sends "no-cache, private" with its pages. Where a page is the same for everyone, say so: the middleware cache.headers:public;max_age=300',
      ],
    };
  },
};
