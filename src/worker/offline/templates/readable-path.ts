/** A URL as people read it: path and query, decoded where that can be done ("/café", not "/caf%C3%A9"). */
export function readablePath(url: string): string {
  const path = url.replace(/^\w+:\/\/[^/]+|#.*/g, '');
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
