/** The first 96 bits of SHA-256, as text. */
export const hashOf = async (bytes: BufferSource): Promise<string> =>
  new Uint32Array(await crypto.subtle.digest('SHA-256', bytes), 0, 3).join('-');
