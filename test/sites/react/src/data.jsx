import { useEffect, useState } from 'react';
import { Page } from './page.jsx';

/** Data of the server, and a function that posts to it and reads it again. */
function useData(path) {
  const [data, setData] = useState(null);
  const read = () =>
    fetch(path)
      .then((response) => response.json())
      .then(setData, () => setData(null));
  useEffect(() => {
    read();
  }, [path]);
  const post = async (url, body) => {
    await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    await read();
  };
  return [data, post];
}

export function News() {
  const [data] = useData('/api/news');
  return (
    <Page title="News">
      <p id="news">{data ? `News ${data.news}` : 'No news'}</p>
    </Page>
  );
}

export function Form() {
  const [data, post] = useData('/api/messages');
  const send = async (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    await post('/api/messages', { text: new FormData(form).get('text') });
    form.reset();
  };
  return (
    <Page title="Form">
      <ul id="messages">
        {data?.messages.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <form onSubmit={send}>
        <input id="message" name="text" />
        <button id="send">Send</button>
      </form>
    </Page>
  );
}

export function Account() {
  const [data, post] = useData('/api/user');
  const login = (event) => {
    event.preventDefault();
    post('/api/login', { name: new FormData(event.currentTarget).get('name') });
  };
  return (
    <Page title="Account">
      <p>You are {data?.user ?? 'unknown'}</p>
      <form onSubmit={login}>
        <input id="name" name="name" />
        <button id="login">Log in</button>
      </form>
      <button id="logout" onClick={() => post('/api/logout', {})}>
        Log out
      </button>
    </Page>
  );
}
