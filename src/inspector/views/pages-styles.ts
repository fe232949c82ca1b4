import { css } from 'lit';

export const pagesStyles = css`
  .filters {
    display: flex;
    flex-wrap: wrap;
    gap: 10px;
    align-items: end;
    margin-bottom: 12px;
  }
  .filters label {
    display: grid;
    gap: 2px;
  }
  .filters label span {
    font-size: 12px;
    color: var(--quiet);
  }
  .filters select {
    max-width: 190px;
  }
  .search {
    flex: 1 1 200px;
  }
  .count {
    padding-bottom: 7px;
    font-variant-numeric: tabular-nums;
  }
  .table {
    flex: 1;
    min-width: 0;
    overflow: hidden;
  }
  .row {
    display: grid;
    grid-template-columns: 96px minmax(0, 1fr) 76px 84px minmax(0, 130px) 92px;
    width: 100%;
    height: 39px;
    align-items: center;
    border-bottom: 1px solid var(--line);
  }
  .rows .row {
    contain: strict;
  }
  .row > * {
    padding: 0 10px;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .row[data-selected] {
    background: var(--brand-soft);
  }
  .head {
    background: var(--sunk);
  }
  .head button {
    width: 100%;
    padding: 4px 0;
    border: 0;
    background: none;
    text-align: inherit;
    font-size: 12px;
    font-weight: 600;
    color: var(--quiet);
  }
  .rows {
    height: min(60vh, 620px, var(--rows) * 39px);
    overflow: auto;
    contain: strict;
  }
  .state {
    display: flex;
    gap: 6px;
    align-items: center;
  }
  .age,
  .size,
  .lastUsedAt {
    text-align: right;
    font-variant-numeric: tabular-nums;
  }
  .link {
    display: block;
    width: 100%;
    min-height: 0;
    padding: 4px 0;
    border: 0;
    background: none;
    overflow: hidden;
    text-align: left;
    text-overflow: ellipsis;
  }
  .link:hover .title {
    text-decoration: underline;
  }
  .title {
    font-weight: 600;
  }
  .ring circle {
    fill: none;
    stroke: var(--line);
    stroke-width: 3;
  }
  .ring .spent {
    stroke: currentColor;
    transform: rotate(-90deg);
    transform-origin: center;
    transition: stroke-dashoffset 1s linear;
  }
  @media (prefers-reduced-motion: reduce) {
    .ring .spent {
      transition: none;
    }
  }
  @media (max-width: 640px) {
    .row {
      grid-template-columns: 92px minmax(0, 1fr) 64px;
    }
    .size,
    .deployment,
    .lastUsedAt {
      display: none;
    }
  }
`;
