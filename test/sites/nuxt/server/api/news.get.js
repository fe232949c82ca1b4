export default defineEventHandler(() => ({ news: readState().news }));
