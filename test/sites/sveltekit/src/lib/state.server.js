import { readFileSync, writeFileSync } from 'node:fs';

export const readState = () => JSON.parse(readFileSync(process.env.SITE_STATE, 'utf8'));

export function addMessage(text) {
  const state = readState();
  state.messages.push(text);
  writeFileSync(process.env.SITE_STATE, JSON.stringify(state));
}
