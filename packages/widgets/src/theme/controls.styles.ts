import { css } from 'lit';

/** Styles that all screens share: resets, focus, buttons, fields and numbers. */
export const controls = css`
  :host {
    box-sizing: border-box;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
  }
  a {
    color: var(--_accent);
    text-underline-offset: 2px;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-inline-size: 24px;
    min-block-size: 24px;
    padding: 0 8px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: none;
    white-space: nowrap;
    text-decoration: none;
    cursor: pointer;
    transition: background-color var(--_ease);
  }
  .button:hover {
    background: var(--_hover);
  }
  .button:disabled {
    color: var(--_muted);
    opacity: 0.6;
    cursor: default;
    background: none;
  }
  .button.quiet {
    border-color: transparent;
    color: var(--_muted);
  }
  .button.quiet:hover:not(:disabled) {
    color: var(--_text);
  }
  .button.icon {
    padding: 0;
    inline-size: 24px;
  }
  .link {
    padding: 0;
    border: 0;
    background: none;
    color: var(--_accent);
    text-decoration: none;
    cursor: pointer;
  }
  .link:hover {
    text-decoration: underline;
  }
  .field {
    min-block-size: 28px;
    padding: 0 8px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: none;
  }
  .field::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .muted {
    color: var(--_muted);
  }
  .number {
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .unit {
    color: var(--_muted);
    font-size: var(--_small);
  }
  .cut {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  svg {
    display: block;
    flex: none;
    inline-size: 16px;
    block-size: 16px;
  }
`;
