import Image from 'next/image';
import { Counter } from '../../parts/counter';
import { Load } from '../../parts/load';
import picture from '../picture.png';

export const metadata = { title: 'About' };

export default function About() {
  return (
    <main>
      <h1>About</h1>
      <Image id="picture" src={picture} alt="" />
      <Counter />
      <Load />
    </main>
  );
}
