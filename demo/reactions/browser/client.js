// The client of the worker. Where it is not built, or the browser has no workers, the site works all the same.
export async function loadClient() {
  try {
    const { ready } = await import('/sw-isr.js');
    const isr = await ready;
    return isr.registration ? isr : null;
  } catch {
    return null;
  }
}
