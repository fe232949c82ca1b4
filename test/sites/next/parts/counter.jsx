'use client';

import { useState } from 'react';

export function Counter() {
  const [count, setCount] = useState(0);
  return (
    <button id="count" onClick={() => setCount(count + 1)}>
      Count {count}
    </button>
  );
}

export const Version = () => <span id="version">Version {process.env.NEXT_PUBLIC_VERSION}</span>;
