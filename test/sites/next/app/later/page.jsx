import { Counter } from '../../parts/counter';

export const metadata = { title: 'Later' };

export default function Later() {
  return (
    <main>
      <h1>Later</h1>
      <Counter />
    </main>
  );
}
