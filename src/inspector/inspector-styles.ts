import { css } from 'lit';

export const inspectorStyles = css`
  :host {
    min-height: 100%;
    padding: clamp(12px, 2.5vw, 28px);
    background: var(--paper);
  }
  :host([page]) {
    position: absolute;
    inset: 0;
    overflow: auto;
  }
  header {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 12px 20px;
    align-items: center;
  }
  h1 {
    font-size: 20px;
    line-height: 1.25;
  }
  .host {
    overflow-wrap: anywhere;
    color: var(--brand);
  }
  .tools {
    /* The close button of the pill's dialog stands there. */
    margin-right: var(--isr-close, 0);
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
  }
  .slow {
    display: flex;
    gap: 6px;
    align-items: center;
  }
  .sums {
    display: grid;
    grid-column: 1 / -1;
    grid-template-columns: repeat(auto-fit, minmax(140px, 1fr));
    gap: 1px;
    min-height: 62px;
    border: 1px solid var(--line);
    border-radius: 12px;
    overflow: hidden;
    background: var(--line);
  }
  p.sums {
    display: grid;
    place-items: center;
    background: var(--card);
  }
  .sums div {
    padding: 9px 14px;
    background: var(--card);
  }
  .sums dt {
    font-size: 12px;
    color: var(--quiet);
  }
  .sums dd {
    font-size: 17px;
    font-weight: 600;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  .sums small {
    font-size: 12px;
    font-weight: 400;
    color: var(--quiet);
  }
  .notice {
    margin-top: 12px;
    padding: 8px 14px;
    border: 1px solid currentColor;
    border-radius: 8px;
    background: var(--card);
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: 0 16px;
    align-items: center;
    justify-content: space-between;
    margin: 14px 0;
    border-bottom: 1px solid var(--line);
  }
  .said {
    flex: 1 1 200px;
    min-height: 21px;
    text-align: right;
    overflow-wrap: anywhere;
  }
  [role='tablist'] {
    display: flex;
    gap: 4px;
    overflow-x: auto;
  }
  [role='tab'] {
    flex: none;
    border: 0;
    border-bottom: 2px solid transparent;
    border-radius: 8px 8px 0 0;
    background: none;
    color: var(--quiet);
  }
  [role='tab'][aria-selected='true'] {
    border-bottom-color: var(--brand);
    font-weight: 600;
    color: var(--ink);
  }
  [role='tab']:focus-visible {
    outline-offset: -2px;
  }
  @media (max-width: 760px) {
    [role='tablist'] {
      gap: 0;
    }
    [role='tab'] {
      padding: 4px 9px;
    }
    .said {
      flex-basis: 100%;
      text-align: left;
    }
    header {
      grid-template-columns: minmax(0, 1fr);
    }
    h1 {
      margin-right: var(--isr-close, 0);
    }
    .tools {
      margin-right: 0;
    }
    .sums {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .sums div:last-child {
      grid-column: 1 / -1;
    }
  }
`;
