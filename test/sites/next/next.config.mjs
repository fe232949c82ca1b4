export default {
  distDir: `dist/${process.env.SITE_VERSION}`,
  env: { NEXT_PUBLIC_VERSION: process.env.SITE_VERSION },
  // Two servers of the test run on one build: what is regenerated stays in each one's memory.
  experimental: { isrFlushToDisk: false },
  outputFileTracingRoot: import.meta.dirname,
  turbopack: { root: import.meta.dirname },
};
