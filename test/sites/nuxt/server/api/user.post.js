export default defineEventHandler(async (event) => {
  const { name } = await readBody(event);
  if (name === undefined) deleteCookie(event, 'user', { path: '/' });
  else setCookie(event, 'user', name, { path: '/', httpOnly: true });
  return null;
});
