import Link from 'next/link';
import { Version } from '../parts/counter';
import './style.css';

export const metadata = { icons: { icon: 'data:,' } };

const LINKS = ['home', 'about', 'news', 'guide', 'form', 'account'];

export default function Layout({ children }) {
  return (
    <html lang="en">
      <body>
        <script type="module" async src="/sw-isr.js" />
        <nav>
          {LINKS.map((name) => (
            <Link key={name} id={`to-${name}`} href={name === 'home' ? '/' : `/${name}`}>
              {`${name} `}
            </Link>
          ))}
        </nav>
        <details>
          <summary>More</summary>
          <Link id="to-later" href="/later">
            later
          </Link>
        </details>
        {children}
        <footer>
          <Version />
        </footer>
      </body>
    </html>
  );
}
