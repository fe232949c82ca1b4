/** Whether the visitor wishes to save data, as the browser tells it. */
export const savesData = (): boolean =>
  (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
