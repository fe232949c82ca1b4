/** The public suite, run by Vitest in a process of its own: see `conformance.test.ts`. */
import { runConformanceTests } from '@durable-streams/server-conformance-tests';

runConformanceTests({ baseUrl: process.env.STREAMS_URL ?? '' });
