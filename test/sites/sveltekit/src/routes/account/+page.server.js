export const actions = {
  login: async ({ cookies, request }) => {
    cookies.set('user', (await request.formData()).get('name'), { path: '/', httpOnly: true, secure: false });
  },
  logout: ({ cookies }) => {
    cookies.delete('user', { path: '/' });
  },
};
