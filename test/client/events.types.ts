/** What the compiler must accept of the client's events, and what it must refuse. Only compiled, never run. */
import type { IsrClient, IsrEvents } from '../../src/client/index.js';

export function compiles(isr: IsrClient): void {
  isr.addEventListener('updated', ({ detail }) => {
    const { url, tags, generatedAt }: { url: string; tags: string[]; generatedAt: number } = detail;
    console.log(url, tags, generatedAt);
  });
  isr.addEventListener('deployment', {
    handleEvent: ({ detail }) => console.log(detail.from ?? '', detail.to),
  });
  isr.addEventListener('served', (event: IsrEvents['served']) => console.log(event.detail.age), {
    once: true,
  });
  const target: EventTarget = isr;
  target.addEventListener('anything', () => undefined);

  // @ts-expect-error: a misspelt event would never be heard of.
  isr.addEventListener('updatd', () => undefined);
  isr.addEventListener('error', ({ detail }) => console.log(detail.url ?? detail.message));
  // @ts-expect-error: an error has no tags.
  isr.addEventListener('error', ({ detail }) => console.log(detail.tags));
  // @ts-expect-error: `pages()` takes a number.
  isr.pages({ limit: '5' }).catch(() => undefined);
}
