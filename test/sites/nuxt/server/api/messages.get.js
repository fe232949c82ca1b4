export default defineEventHandler(() => ({ messages: readState().messages }));
