/** What the site's server remembers: a file, so that the driver can change it too, and a new version finds it. */
import { readFileSync, writeFileSync } from 'node:fs';

const file = process.env.SITE_STATE ?? '';

/** @returns {{ news: number, messages: string[] }} */
export const readState = () => JSON.parse(readFileSync(file, 'utf8'));

/** @param {string} text */
export function addMessage(text) {
  const state = readState();
  state.messages.push(text);
  writeFileSync(file, JSON.stringify(state));
}
