'use client';

import { lazy, Suspense, useState } from 'react';

const Lazy = lazy(() => import('./lazy'));

export function Load() {
  const [isOpen, open] = useState(false);
  return (
    <>
      <button id="load" onClick={() => open(true)}>
        Load
      </button>
      <span id="lazy">
        <Suspense fallback="Loading">{isOpen && <Lazy />}</Suspense>
      </span>
    </>
  );
}
