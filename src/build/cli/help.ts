export const HELP = `Usage: sw-isr <command> [flags]

  build            Build the worker of the config: OUT/sw.js and OUT/sw-isr.js
    --config FILE    the config (default: isr.config.ts, .mts, .js or .mjs here)
    --out FOLDER     the root of the site (default: public)
    --deployment ID  the ID of this deployment, where the config names none
    --kill           build the worker that removes itself and its data instead
    --dev            the same for a dev server, where a production build's worker stays in the way
    --watch          build again on every change
    --no-minify      leave the code readable
    --sourcemap      write source maps
    --json           print the result as JSON

  serve FOLDER     Serve a folder of static files with a worker built for it
    --port NUMBER    (default: 3000; 0: any that is free)
    --delay MS       hold every page back, to play a slow origin
    --config FILE    the config (default: every page is fresh for 5 minutes)

  doctor ORIGIN    Ask a running site what a worker would find there
    --config FILE    group its pages by the routes of this config
    --cookie COOKIE  a visitor's, such as 'session=…'; may be given several times
    --header HEADER  'Name: value', for every request; may be given several times
    --path PATH      a page to ask (default: what / and the sitemap name); may be given several times
    --limit NUMBER   how many pages are asked (default: 20)
    --worker PATH    the path of the worker (default: /sw.js)
    --timeout MS     how long an answer may take (default: 15000)
    --json           print the result as JSON

  --help, --version
`;
