export default defineEventHandler(async (event) => {
  addMessage((await readBody(event)).text);
  return null;
});
