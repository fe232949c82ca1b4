import { revalidatePath } from 'next/cache';
import { addMessage, readState } from '../../parts/state';

export const metadata = { title: 'Form' };
export const dynamic = 'force-dynamic';

async function send(form) {
  'use server';
  addMessage(form.get('text'));
  revalidatePath('/form');
}

export default function Form() {
  return (
    <main>
      <h1>Form</h1>
      <ul id="messages">
        {readState().messages.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <form action={send}>
        <input id="message" name="text" />
        <button id="send">Send</button>
      </form>
    </main>
  );
}
