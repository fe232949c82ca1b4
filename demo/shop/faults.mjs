/** The ways in which the origin can be made to fail, while it runs. They concern its pages, never the shop desk. */
import { setTimeout as sleep } from 'node:timers/promises';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { messagePage } from './pages/message.mjs';
import { sendPrivate } from './respond.mjs';

/**
 * Set these at any time; they hold from the next request on, and a delay that is cut short lets go who waits for it.
 * @typedef {object} Faults
 * @property {boolean} answer500 every page is an error page
 * @property {number} slowBy milliseconds before a page is answered
 * @property {boolean} hangUp the connection is cut without an answer
 */

export const MAX_DELAY = 60_000;
/** Milliseconds after which a request that waits looks whether it still has to. */
const TICK = 20;

/** @returns {Faults} */
export const noFaults = () => ({ answer500: false, slowBy: 0, hangUp: false });

/** Styles, scripts, pictures, the feed and the desk stay as they are, or nobody could switch the faults off again. */
const SPARED = /^\/(cms|_isr|assets|images|favicon\.svg|sw\.js|sw-isr(-inspector)?\.js)(\/|$|\?)/;

/**
 * @param {Faults} faults
 * @returns {import('hono').MiddlewareHandler<any>}
 */
export function faultMiddleware(faults) {
  return async (c, next) => {
    if (SPARED.test(c.req.path)) return next();
    for (const since = performance.now(); performance.now() - since < faults.slowBy;) await sleep(TICK);
    if (faults.hangUp) {
      c.set('cut', true);
      // Without a server (`shop.fetch`) there is no connection to cut, and the caller's fetch fails instead.
      if (!c.env?.outgoing) throw new TypeError('fetch failed');
      c.env.outgoing.destroy();
      return RESPONSE_ALREADY_SENT;
    }
    if (faults.answer500) return sendPrivate(c, errorPage(), 500);
    return next();
  };
}

export const errorPage = () =>
  messagePage({
    title: 'Our kiln is too hot just now',
    eyebrow: 'Error 500',
    text: 'Something went wrong on our side. Please try again in a moment.',
    image: 12,
  });
