import { createFile } from '../../edit/text.js';
import { escapeSegment } from '../../routes/paths.js';
import { personalAreas } from '../../routes/personal.js';
import type { Stack } from '../../types.js';
import { documentsIn, scriptSteps } from '../layouts.js';

/** `assets:precompile` is what deployments run: Kamal, Heroku, Capistrano. */
const TASK = `# Builds the worker into public, together with the assets: bin/rails assets:precompile
namespace :sw_isr do
  desc 'Build the service worker: public/sw.js and public/sw-isr.js'
  task :build do
    sh 'npx sw-isr build --out public'
  end
end

Rake::Task['assets:precompile'].enhance(['sw_isr:build']) if Rake::Task.task_defined?('assets:precompile')
`;

const HEADERS = `# Rails lets browsers keep the files in public. They have to ask for a new worker each time.
class SwIsrHeaders
  PATHS = %w[/sw.js /sw-isr.js].freeze

  def initialize(app)
    @app = app
  end

  def call(env)
    status, headers, body = @app.call(env)
    if PATHS.include?(env['PATH_INFO'])
      headers.delete('Cache-Control')
      headers['cache-control'] = 'no-cache'
    end
    [status, headers, body]
  end
end

Rails.application.config.middleware.insert_before 0, SwIsrHeaders
`;

const LAYOUT = /^app\/views\/layouts\/(?!mailer)[^/]*\.html\.\w+$/;

/** The first segment of each route: `resources :orders`, `get '/cart'`, `namespace :admin`, `devise_for :users`. */
function pathsOf(routes: string): string[] {
  const named = [...routes.matchAll(/\b(?:get|resources?|namespace|scope)\s+["':]\/?([\w-]+)/g)];
  const devise = [...routes.matchAll(/\bdevise_for\s+:(\w+)/g)].map(([, name = '']) => `/${name}`);
  return [...personalAreas(named.map(([, name = '']) => `/${escapeSegment(name)}`)), ...devise];
}

export const rails: Stack = {
  id: 'rails',
  name: () => 'Rails',
  isUsed: ({ project }) =>
    project.read('config/application.rb') !== undefined ||
    /^\s*gem\s+["']rails["']/m.test(project.read('Gemfile') ?? ''),
  plan: ({ project }) => ({
    steps: [
      ...scriptSteps(documentsIn(project, LAYOUT), 'app/views/layouts/application.html.erb'),
      { path: 'lib/tasks/sw_isr.rake', does: 'builds the worker with the assets', edit: createFile(TASK) },
      {
        path: 'config/initializers/sw_isr.rb',
        does: 'sends the header of the scripts',
        edit: createFile(HEADERS),
      },
    ],
    routes: [],
    personal: pathsOf(project.read('config/routes.rb') ?? ''),
    ignore: ['/public/sw.js', '/public/sw-isr.js', '/node_modules'],
    notes: [
      'Rails sends "private" with its pages. Where a page is the same for everyone, say so: expires_in 5.minutes, public: true',
    ],
  }),
};
