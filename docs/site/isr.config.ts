import { defineConfig } from 'sw-isr';

/** What `npm run docs:build` wrote beside the pages. */
type Paths = Record<'pages' | 'search' | 'assets', string[]>;

const paths = async (): Promise<Paths> => (await fetch('/isr-paths.json')).json() as Promise<Paths>;

export default defineConfig({
  routes: [
    // The search loads its index by scripts, and adds the time to an address.
    {
      match: '/pagefind{/*}?',
      revalidate: '1h',
      audience: 'everyone',
      data: true,
      allowQuery: [],
      paths: async () => (await paths()).search,
    },
    { match: '/*', revalidate: '5m', audience: 'everyone', paths: async () => (await paths()).pages },
  ],
  assets: { list: async () => (await paths()).assets },
  warm: { concurrency: 4 },
});
