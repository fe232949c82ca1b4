import Image from 'next/image';
import { Counter } from '../parts/counter';
import picture from './picture.png';

export const metadata = { title: 'Home' };

export default function Home() {
  return (
    <main>
      <h1>Home</h1>
      <Image id="picture" src={picture} alt="" />
      <Counter />
    </main>
  );
}
