import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    min-inline-size: 0;
    font-family: var(--_font-mono);
    font-size: 12px;
    line-height: 18px;
  }
  .text {
    margin: 0;
    font: inherit;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  ul ul {
    padding-inline-start: 14px;
    border-inline-start: 1px solid var(--_border);
    margin-inline-start: 6px;
  }
  .deep {
    padding-inline-start: 0;
  }
  .entry {
    padding-inline-start: 16px;
    overflow-wrap: anywhere;
  }
  .fold {
    display: inline-flex;
    align-items: baseline;
    max-inline-size: 100%;
    min-block-size: 18px;
    padding: 0;
    border: 0;
    background: none;
    text-align: start;
    cursor: pointer;
    border-radius: 3px;
  }
  .fold svg {
    align-self: center;
    inline-size: 12px;
    block-size: 12px;
    margin-inline-end: 4px;
    color: var(--_muted);
    transition: transform var(--_ease);
  }
  .fold[aria-expanded='true'] svg {
    transform: rotate(90deg);
  }
  .key {
    color: var(--_muted);
  }
  .string {
    white-space: pre-wrap;
    color: light-dark(oklch(42% 0.1 150), oklch(80% 0.09 150));
  }
  .literal {
    color: light-dark(oklch(45% 0.15 262), oklch(80% 0.1 262));
  }
  .link {
    font-family: var(--vitrine-font, inherit);
    min-block-size: 18px;
  }
`;
