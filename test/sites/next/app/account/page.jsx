import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';

export const metadata = { title: 'Account' };

async function login(form) {
  'use server';
  (await cookies()).set('user', form.get('name'), { httpOnly: true });
  redirect('/account');
}

async function logout() {
  'use server';
  (await cookies()).delete('user');
  redirect('/account');
}

export default async function Account() {
  const user = (await cookies()).get('user')?.value ?? 'nobody';
  return (
    <main>
      <h1>Account</h1>
      <p>You are {user}</p>
      <form action={login}>
        <input id="name" name="name" />
        <button id="login">Log in</button>
      </form>
      <form action={logout}>
        <button id="logout">Log out</button>
      </form>
    </main>
  );
}
