/** Makes text safe between tags and in quoted attributes: titles and URLs come from pages, and may hold anything. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
