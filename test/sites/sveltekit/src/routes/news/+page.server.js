import { readState } from '$lib/state.server.js';

export const load = () => ({ news: readState().news });
