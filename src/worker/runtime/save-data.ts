/** Whether the browser says that the visitor wants to save data (Chromium only). */
export const savesData = (): boolean =>
  (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
