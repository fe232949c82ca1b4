export default function Lazy() {
  return `Lazy ${__VERSION__}`;
}
