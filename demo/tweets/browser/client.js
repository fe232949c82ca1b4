// The client that comes with the worker; null where there is none.
export async function loadClient() {
  try {
    const { ready } = await import('/sw-isr.js');
    return await ready;
  } catch {
    return null; // not built: a site without a worker is still a site
  }
}
