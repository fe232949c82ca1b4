import { readState } from '../../parts/state';

export const metadata = { title: 'News' };
export const revalidate = 1;

export default function News() {
  return (
    <main>
      <h1>News</h1>
      <p id="news">News {readState().news}</p>
    </main>
  );
}
