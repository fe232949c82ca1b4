import { addMessage, readState } from '$lib/state.server.js';

export const load = () => ({ messages: readState().messages });

export const actions = {
  default: async ({ request }) => {
    addMessage((await request.formData()).get('text'));
  },
};
