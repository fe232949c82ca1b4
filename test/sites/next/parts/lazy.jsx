export default function Lazy() {
  return `Lazy ${process.env.NEXT_PUBLIC_VERSION}`;
}
