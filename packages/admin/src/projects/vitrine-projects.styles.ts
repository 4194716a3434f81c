import { css } from 'lit';

export const styles = css`
  :host {
    --border: light-dark(oklch(91% 0.005 260), oklch(30% 0.012 260));
    --text: light-dark(oklch(24% 0.015 260), oklch(93% 0.005 260));
    --muted: light-dark(oklch(50% 0.015 260), oklch(70% 0.012 260));
    --error: light-dark(oklch(54% 0.19 27), oklch(70% 0.16 27));
    --accent: light-dark(oklch(52% 0.17 262), oklch(74% 0.13 262));
    display: block;
    container-type: inline-size;
  }
  table {
    inline-size: 100%;
    table-layout: fixed;
    border-collapse: collapse;
  }
  th {
    block-size: 24px;
    padding: 0 8px;
    border-block-end: 1px solid var(--border);
    color: var(--muted);
    font-size: 11px;
    font-weight: 400;
    text-align: start;
  }
  td {
    block-size: 34px;
    padding: 0 8px;
    border-block-end: 1px solid color-mix(in oklch, var(--border) 55%, transparent);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  tbody tr {
    position: relative;
  }
  tbody tr:hover {
    background: color-mix(in oklch, var(--text) 5%, transparent);
  }
  .quantity {
    inline-size: 112px;
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
  a {
    color: inherit;
    font-weight: 500;
    text-decoration: none;
  }
  a::after {
    content: '';
    position: absolute;
    inset: 0;
  }
  a:focus-visible {
    outline: none;
  }
  tr:has(a:focus-visible) {
    outline: 2px solid var(--accent);
    outline-offset: -2px;
  }
  .muted {
    color: var(--muted);
  }
  .error {
    color: var(--error);
  }
  .state {
    padding: 48px 16px;
    text-align: center;
  }
  button {
    min-block-size: 28px;
    margin-inline-start: 8px;
    padding-inline: 12px;
    border: 1px solid var(--border);
    border-radius: 6px;
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  @container (inline-size < 640px) {
    .quantity {
      inline-size: 72px;
    }
    .cost,
    .errors {
      display: none;
    }
  }
`;
