import { Counter, Page } from './page.jsx';

export default function Later() {
  return (
    <Page title="Later">
      <Counter />
    </Page>
  );
}
