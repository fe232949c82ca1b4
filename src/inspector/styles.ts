/** The inspector's own look: it takes nothing from the site that it is shown on. */
import { css } from 'lit';

export const tokens = css`
  :host {
    display: block;
    color-scheme: light dark;
    --paper: #f6f7f9;
    --card: #ffffff;
    --sunk: #eceff3;
    --ink: #1b2430;
    --quiet: #505b69;
    --line: #d5dbe3;
    --brand: #1d5fd1;
    --brand-soft: #e1ebfb;
    --fresh: #176339;
    --stale: #814c06;
    --expired: #a8201a;
    --focus: #1d5fd1;
    font:
      14px/1.45 ui-sans-serif,
      system-ui,
      -apple-system,
      'Segoe UI',
      Roboto,
      sans-serif;
    color: var(--ink);
  }
  @media (prefers-color-scheme: dark) {
    :host {
      --paper: #12161c;
      --card: #1a2029;
      --sunk: #232b36;
      --ink: #e7ecf3;
      --quiet: #a3afbf;
      --line: #323c4a;
      --brand: #8ab4ff;
      --brand-soft: #20304c;
      --fresh: #6fd39a;
      --stale: #f0b866;
      --expired: #ff9d94;
      --focus: #8ab4ff;
    }
  }
  *,
  *::before {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  p,
  dl,
  dd {
    margin: 0;
  }
  button,
  input,
  select {
    font: inherit;
    color: inherit;
  }
  button,
  select,
  input {
    min-height: 34px;
    padding: 4px 12px;
    border: 1px solid var(--line);
    border-radius: 8px;
    background: var(--card);
  }
  button {
    cursor: pointer;
  }
  button:hover {
    background: var(--sunk);
  }
  button[aria-pressed='true'] {
    border-color: var(--brand);
    background: var(--brand-soft);
    color: var(--brand);
  }
  button:disabled {
    cursor: default;
    opacity: 0.55;
  }
  :focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
  .quiet {
    color: var(--quiet);
  }
  .card {
    border: 1px solid var(--line);
    border-radius: 12px;
    background: var(--card);
  }
  .mono {
    font-family: ui-monospace, 'SF Mono', Menlo, Consolas, monospace;
    font-size: 12.5px;
  }
  .fresh {
    color: var(--fresh);
  }
  .stale {
    color: var(--stale);
  }
  .expired,
  .failed {
    color: var(--expired);
  }
  .empty {
    padding: 40px 20px;
    text-align: center;
    color: var(--quiet);
  }
`;

/** A list, and beside it one of its items in detail. */
export const detailStyles = css`
  .split {
    display: flex;
    gap: 12px;
    align-items: flex-start;
  }
  .detail {
    flex: 0 0 320px;
    padding: 16px;
    overflow-wrap: anywhere;
  }
  .detail h2 {
    font-size: 17px;
    line-height: 1.3;
  }
  .detail h3 {
    margin-top: 14px;
    font-size: 13px;
  }
  .detail a {
    color: var(--brand);
  }
  .detail dl {
    display: grid;
    gap: 6px;
    margin-top: 12px;
  }
  .detail dl div {
    display: grid;
    grid-template-columns: 100px 1fr;
  }
  .detail dt {
    color: var(--quiet);
  }
  .detail ul {
    margin: 6px 0 0;
    padding-left: 18px;
  }
  .tag {
    min-height: 24px;
    margin: 0 4px 4px 0;
    padding: 0 8px;
    border-radius: 99px;
    font-size: 12px;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-top: 14px;
  }
  @media (max-width: 860px) {
    .split {
      flex-direction: column-reverse;
      align-items: stretch;
    }
    .detail {
      flex-basis: auto;
    }
  }
`;
