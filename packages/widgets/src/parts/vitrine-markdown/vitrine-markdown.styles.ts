import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    min-inline-size: 0;
    overflow-wrap: anywhere;
    font-size: inherit;
    line-height: inherit;
  }
  .plain {
    white-space: pre-wrap;
  }
  .text > :first-child {
    margin-block-start: 0;
  }
  .text > :last-child {
    margin-block-end: 0;
  }
  p,
  ul,
  ol,
  pre,
  table,
  blockquote {
    margin-block: 0 0.7em;
  }
  ul,
  ol {
    padding-inline-start: 1.6em;
  }
  h1,
  h2,
  h3,
  h4,
  h5,
  h6 {
    margin-block: 1em 0.4em;
    font-size: 1.08em;
    font-weight: 600;
    line-height: 1.4;
  }
  code {
    padding: 1px 4px;
    border-radius: 4px;
    background: var(--_hover);
    font-family: var(--_font-mono);
    font-size: 0.92em;
  }
  pre {
    padding: 8px 12px;
    overflow-x: auto;
    border-radius: var(--_radius);
    background: var(--_hover);
    line-height: 1.5;
  }
  pre code {
    padding: 0;
    background: none;
    white-space: pre;
  }
  blockquote {
    margin-inline: 0;
    padding-inline-start: 12px;
    border-inline-start: 2px solid var(--_border);
    color: var(--_muted);
  }
  table {
    display: block;
    overflow-x: auto;
    border-collapse: collapse;
  }
  th,
  td {
    padding: 4px 10px;
    border-block-end: 1px solid var(--_border);
    text-align: start;
  }
  hr {
    border: 0;
    border-block-start: 1px solid var(--_border);
    margin-block: 1em;
  }
`;
