export const HELP = `Usage: sw-isr <command> [flags]

  build            Build the worker of the config: OUT/sw.js and OUT/sw-isr.js
    --config FILE    the config (default: isr.config.ts, .mts, .js or .mjs here)
    --out FOLDER     the root of the site (default: public)
    --deployment ID  the ID of this deployment, if the config has none
    --kill           build a worker that removes itself and its data
    --dev            the same for a dev server, where a production worker may still be installed
    --watch          build again on every change
    --no-minify      leave the code readable
    --sourcemap      write source maps
    --json           print the result as JSON

  serve FOLDER     Serve a folder of static files with a worker built for it
    --port NUMBER    (default: 3000; 0: any free port)
    --delay MS       delay every page, to simulate a slow origin
    --config FILE    the config (default: every page is fresh for 5 minutes)

  doctor ORIGIN    Check a running site before it has a worker
    --config FILE    group its pages by the routes of this config
    --cookie COOKIE  a visitor's cookie, such as 'session=…'; may be given several times
    --header HEADER  'Name: value', for every request; may be given several times
    --path PATH      a page to request (default: /, its links, the sitemap); may be given several times
    --limit NUMBER   how many pages are requested (default: 20)
    --worker PATH    the path of the worker (default: /sw.js)
    --timeout MS     how long a response may take, in milliseconds (default: 15000)
    --json           print the result as JSON

  --help, --version
`;
