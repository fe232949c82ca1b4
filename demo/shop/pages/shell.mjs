/**
 * The loading shell of product pages: what is seen of a product nobody has opened yet, for the moment until its page is
 * there. It stands alone: no script, no image, no style but its own, so that the strictest policy lets it through.
 */
import { html, raw } from 'hono/html';
import { shellCss } from '../assets.mjs';
import * as icons from './icons.mjs';
import { SHOP_NAME } from './layout.mjs';

export function productShell() {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>Loading … – ${SHOP_NAME}</title>
        <style>
          ${raw(shellCss())}
        </style>
      </head>
      <body>
        <header class="site-header">
          <div class="wrap bar">
            <a class="logo" href="/">${icons.logo}<span>${SHOP_NAME}</span></a>
            <span class="bone search-bone"></span>
          </div>
          <div class="wrap categories" aria-hidden="true"><span class="bone row-bone"></span></div>
        </header>
        <main class="wrap">
          <h1 class="hidden">A product of ${SHOP_NAME}</h1>
          <p class="shell-status" role="status"><span class="dot"></span>Fetching this product …</p>
          <div class="product" aria-hidden="true">
            <div class="picture bone"></div>
            <div class="facts">
              <span class="bone" style="width:32%;height:.8rem"></span>
              <span class="bone" style="width:88%;height:2.6rem"></span>
              <span class="bone" style="width:40%;height:1rem"></span>
              <span class="bone" style="width:46%;height:3rem;margin-top:1rem"></span>
              <span class="bone" style="width:64%;height:.9rem"></span>
              <span class="bone" style="width:100%;height:3.2rem;margin-top:1rem;border-radius:99px"></span>
            </div>
          </div>
        </main>
      </body>
    </html>`;
}
