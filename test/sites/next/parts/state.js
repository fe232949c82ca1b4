import { readFileSync, writeFileSync } from 'node:fs';

/** At the build there is no state yet. */
export const readState = () =>
  JSON.parse(
    process.env.SITE_STATE ? readFileSync(process.env.SITE_STATE, 'utf8') : '{"news":0,"messages":[]}',
  );

export function addMessage(text) {
  const state = readState();
  state.messages.push(text);
  writeFileSync(process.env.SITE_STATE, JSON.stringify(state));
}
