import adapter from '@sveltejs/adapter-node';

export default {
  kit: {
    adapter: adapter({ out: `dist/${process.env.SITE_VERSION}` }),
    version: { name: process.env.SITE_VERSION },
    files: { assets: 'public' },
  },
};
