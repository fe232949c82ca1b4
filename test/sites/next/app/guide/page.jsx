import { Counter } from '../../parts/counter';

export const metadata = { title: 'Guide' };

export default function Guide() {
  return (
    <main>
      <h1>Guide</h1>
      <Counter />
    </main>
  );
}
