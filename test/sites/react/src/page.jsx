import { useEffect, useState } from 'react';

export function Page({ title, children }) {
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <main>
      <h1>{title}</h1>
      {children}
    </main>
  );
}

export function Counter() {
  const [count, setCount] = useState(0);
  return (
    <button id="count" onClick={() => setCount(count + 1)}>
      Count {count}
    </button>
  );
}
