export const HELP = `Usage: sw-isr <command> [flags]

  init [FOLDER]    Set up the project in this folder: detect its framework, show the changes, and ask
    --yes            write them without asking
    --dry-run        write nothing
    --json           print the changes as JSON; they are written with --yes

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

  feed             Run a revalidation feed. Its secret is ISR_FEED_SECRET
    --port NUMBER    (default: 4000; 0: any free port)
    --storage WHERE  a file for SQLite, redis://HOST or memory (default: isr.db)
    --path PATH      the path of the feed (default: /_isr/feed)
    --retain TIME    how long events are kept, such as 12h or 7d (default: 7d)

  revalidate       Publish to a feed that pages have changed. Signed with ISR_FEED_SECRET
    --tag TAG        a tag; may be given several times
    --path PATH      a path; may be given several times
    --prefix         the paths, and all below them
    --hard           the next visit asks the server first
    --deployment ID  the deployment that the site serves now
    --feed URL       (default: ISR_FEED_URL, or http://localhost:4000/_isr/feed)

  --help, --version
`;
