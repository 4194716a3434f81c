import { css } from 'lit';

/** A table with one line per row; cells of class `quantity` hold figures. */
export const table = css`
  table {
    inline-size: 100%;
    table-layout: fixed;
    border-collapse: collapse;
  }
  th {
    block-size: 24px;
    padding: 0 8px;
    border-block-end: 1px solid var(--_border);
    color: var(--_muted);
    font-size: var(--_small);
    font-weight: 400;
    text-align: start;
    white-space: nowrap;
  }
  td {
    block-size: var(--_row);
    padding: 0 8px;
    border-block-end: 1px solid color-mix(in oklch, var(--_border) 55%, transparent);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  th.quantity,
  td.quantity {
    text-align: end;
    font-size: 12px;
  }
  th.quantity {
    font-size: var(--_small);
  }
  tbody tr:hover {
    background: var(--_hover);
  }
`;
