/** Defines the inspector's elements. */
import { IsrInspector } from './isr-inspector.js';
import { IsrPill } from './isr-pill.js';
import { ChartsView } from './views/charts-view.js';
import { DeploymentsView } from './views/deployments-view.js';
import { FeedView } from './views/feed-view.js';
import { PagesView } from './views/pages-view.js';
import { RequestsView } from './views/requests-view.js';

const ELEMENTS: Record<string, CustomElementConstructor> = {
  'isr-pages': PagesView,
  'isr-requests': RequestsView,
  'isr-charts': ChartsView,
  'isr-deployments': DeploymentsView,
  'isr-feed': FeedView,
  'isr-inspector': IsrInspector,
  'isr-pill': IsrPill,
};

/** Defines each element that the page has not defined yet: the script may be loaded twice. */
export function defineElements(): void {
  for (const [name, constructor] of Object.entries(ELEMENTS))
    if (!customElements.get(name)) customElements.define(name, constructor);
}
