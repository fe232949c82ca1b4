/** A whole page around a few words, with a title by which it can be told apart. */
export function html(words: string, { title = words, head = '' } = {}): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>${head}</head><body><main>${words}</main></body></html>`;
}
