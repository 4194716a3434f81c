import { css } from 'lit';

export const styles = css`
  :host {
    display: flex;
    flex-direction: column;
    block-size: 100%;
    min-inline-size: 0;
    background: inherit;
  }
  .header {
    flex: none;
    padding: 10px 16px 0;
    border-block-end: 1px solid var(--_border);
  }
  .title {
    display: flex;
    align-items: center;
    gap: 8px;
    min-inline-size: 0;
  }
  h3 {
    flex: 1;
    min-inline-size: 0;
    margin: 0;
    font-size: 14px;
    font-weight: 600;
    line-height: 24px;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 0 14px;
    min-block-size: 20px;
    font-size: 12px;
  }
  .failed {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    color: var(--_error);
  }
  [role='tablist'] {
    display: flex;
    gap: 16px;
    margin-block-start: 6px;
  }
  [role='tab'] {
    padding: 4px 0 6px;
    border: 0;
    border-block-end: 2px solid transparent;
    background: none;
    color: var(--_muted);
    cursor: pointer;
    white-space: nowrap;
  }
  [role='tab']:hover {
    color: var(--_text);
  }
  [role='tab'][aria-selected='true'] {
    color: var(--_text);
    border-color: var(--_accent);
  }
  [role='tabpanel'] {
    flex: 1;
    min-block-size: 0;
    padding: 12px 16px 24px;
    overflow: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--_border) transparent;
  }
  [role='tabpanel']:focus-visible {
    outline-offset: -2px;
  }
  section + section {
    margin-block-start: 20px;
  }
  .section-title {
    display: flex;
    align-items: center;
    gap: 4px;
    margin: 0 0 4px;
    font-size: var(--_small);
    font-weight: 500;
    color: var(--_muted);
  }
  .section-title > :first-child {
    flex: 1;
  }
  .section-title .button {
    font-size: var(--_small);
  }
  .exception {
    margin-block-end: 16px;
    padding-inline-start: 12px;
    border-inline-start: 2px solid var(--_error);
  }
  .exception strong {
    color: var(--_error);
    font-weight: 600;
  }
  .exception p {
    margin: 0;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
    max-block-size: 160px;
    overflow-y: auto;
  }
  summary {
    color: var(--_muted);
    cursor: pointer;
  }
  .exception pre,
  .traceback {
    margin: 4px 0 0;
    max-block-size: 320px;
    overflow: auto;
    font-family: var(--_font-mono);
    font-size: 12px;
    line-height: 18px;
  }
  dl {
    display: grid;
    grid-template-columns: minmax(96px, max-content) minmax(0, 1fr);
    gap: 4px 20px;
    margin: 0;
  }
  dt {
    color: var(--_muted);
  }
  dd {
    margin: 0;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .id {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    max-inline-size: 100%;
    font-family: var(--_font-mono);
    font-size: 12px;
  }
  .tag {
    display: inline-block;
    margin-inline-end: 6px;
    padding: 0 8px;
    border: 1px solid var(--_border);
    border-radius: 10px;
    font-size: 12px;
    line-height: 18px;
  }
  table {
    border-collapse: collapse;
  }
  td,
  th {
    padding: 3px 24px 3px 0;
    font-weight: inherit;
    text-align: start;
    vertical-align: top;
    overflow-wrap: anywhere;
  }
  th:last-child,
  td:last-child {
    padding-inline-end: 0;
  }
  thead th {
    color: var(--_muted);
    font-size: var(--_small);
  }
  .part td {
    color: var(--_muted);
  }
  .part td:first-child {
    padding-inline-start: 16px;
  }
  td.number {
    text-align: end;
  }
  tfoot td,
  tfoot th {
    border-block-start: 1px solid var(--_border);
  }
`;
