/** No part of a page is ever shown as a page, and no router is given a page where it wants a part. */
import type { Exchange } from '../exchange.js';
import type { Stage } from './stage.js';

const shapeOf = ({ type, isWhole }: Exchange): string =>
  `${type}, ${isWhole ? 'a whole page' : 'no whole page'}`;

const isRead = ({ isWhole }: Exchange): boolean => isWhole !== undefined;

const isGood = ({ status }: Exchange): boolean => status >= 200 && status < 300 && status !== 204;

const lineOf = (exchange: Exchange): string =>
  `${exchange.asked} → ${exchange.status}, ${shapeOf(exchange)}: ${exchange.start.replace(/\s+/g, ' ')}`;

export function playMixing(stage: Stage): void {
  const exchanges = (side: 'with' | 'without') =>
    stage[side].tabs.flatMap((tab) => tab.exchanges).filter(isRead);
  const own = exchanges('with');
  const documents = own.filter(({ isDocument }) => isDocument);
  const partial = documents.filter(({ type, isWhole }) => type !== 'text/html' || !isWhole);
  stage.check(
    'mixing',
    `${documents.length} documents are whole pages`,
    partial.length === 0,
    partial.map(lineOf),
  );

  const shapes = new Map<string, Set<string>>();
  for (const exchange of exchanges('without').filter(isGood)) {
    const known = shapes.get(exchange.asked) ?? new Set();
    shapes.set(exchange.asked, known.add(shapeOf(exchange)));
  }
  const fetched = own.filter((exchange) => !exchange.isDocument && isGood(exchange));
  const strange = fetched.filter((exchange) => shapes.get(exchange.asked)?.has(shapeOf(exchange)) === false);
  stage.check('mixing', `${fetched.length} fetches by scripts got what they ask for`, strange.length === 0, [
    ...strange.map(lineOf),
  ]);
}
