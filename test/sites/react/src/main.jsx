import { lazy, StrictMode, Suspense, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter, Link, Route, Routes } from 'react-router';
import { Account, Form, News } from './data.jsx';
import { Counter, Page } from './page.jsx';
import picture from './picture.png';
import './style.css';

const Later = lazy(() => import('./later.jsx'));
const Lazy = lazy(() => import('./lazy.jsx'));

function About() {
  const [isOpen, open] = useState(false);
  return (
    <Page title="About">
      <img id="picture" src={picture} alt="" />
      <Counter />
      <button id="load" onClick={() => open(true)}>
        Load
      </button>
      <span id="lazy">{isOpen && <Lazy />}</span>
    </Page>
  );
}

const Home = () => (
  <Page title="Home">
    <img id="picture" src={picture} alt="" />
    <Counter />
  </Page>
);

const Guide = () => (
  <Page title="Guide">
    <Counter />
  </Page>
);

const LINKS = ['home', 'about', 'news', 'guide', 'form', 'account'];
const pathOf = (name) => (name === 'home' ? '/' : `/${name}`);

const Site = () => (
  <BrowserRouter>
    <nav>
      {LINKS.map((name) => (
        <Link key={name} id={`to-${name}`} to={pathOf(name)}>
          {`${name} `}
        </Link>
      ))}
    </nav>
    <details>
      <summary>More</summary>
      <Link id="to-later" to="/later">
        later
      </Link>
    </details>
    <Suspense fallback="Loading">
      <Routes>
        <Route path="/" element={<Home />} />
        <Route path="/about" element={<About />} />
        <Route path="/guide" element={<Guide />} />
        <Route path="/news" element={<News />} />
        <Route path="/form" element={<Form />} />
        <Route path="/account" element={<Account />} />
        <Route path="/later" element={<Later />} />
      </Routes>
    </Suspense>
    <footer id="version">Version {__VERSION__}</footer>
  </BrowserRouter>
);

createRoot(document.getElementById('root')).render(
  <StrictMode>
    <Site />
  </StrictMode>,
);
