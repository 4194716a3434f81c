import { css } from 'lit';

export const styles = css`
  :host {
    display: inline-flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px;
    color: inherit;
    font: inherit;
    --_accent: var(--vitrine-accent, light-dark(oklch(52% 0.17 262), oklch(74% 0.13 262)));
    --_border: var(--vitrine-border, light-dark(oklch(91% 0.005 260), oklch(32% 0.012 260)));
    --_error: var(--vitrine-error, light-dark(oklch(54% 0.19 27), oklch(70% 0.16 27)));
    --_good: var(--vitrine-good, light-dark(oklch(54% 0.13 150), oklch(74% 0.13 150)));
  }
  :host([hidden]) {
    display: none;
  }
  button,
  textarea {
    box-sizing: border-box;
    font: inherit;
    color: inherit;
  }
  button {
    padding: 0;
    border: 0;
    background: none;
    cursor: pointer;
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  .thumb {
    display: inline-grid;
    place-items: center;
    min-inline-size: 24px;
    min-block-size: 24px;
    inline-size: 1.75em;
    block-size: 1.75em;
    border-radius: var(--vitrine-radius, 6px);
    opacity: 0.75;
    transition: opacity 120ms ease-out;
  }
  .thumb:hover,
  .thumb[aria-pressed='true'] {
    opacity: 1;
  }
  .thumb[aria-pressed='true'] {
    color: var(--_good);
  }
  .thumb.down[aria-pressed='true'] {
    color: var(--_error);
  }
  svg {
    inline-size: 1.2em;
    block-size: 1.2em;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.3;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  [aria-pressed='true'] svg {
    fill: currentColor;
    fill-opacity: 0.35;
  }
  .link {
    color: var(--_accent);
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  .failed {
    color: var(--_error);
  }
  form {
    flex: 1 0 100%;
    order: 1;
    display: flex;
    align-items: flex-end;
    gap: 8px;
    max-inline-size: 32em;
  }
  textarea {
    flex: 1;
    min-inline-size: 0;
    padding: 4px 8px;
    border: 1px solid var(--_border);
    border-radius: var(--vitrine-radius, 6px);
    background: none;
    resize: vertical;
    field-sizing: content;
    max-block-size: 10em;
  }
  textarea::placeholder {
    color: inherit;
    opacity: 0.7;
  }
  .send {
    padding: 4px 12px;
    border: 1px solid var(--_border);
    border-radius: var(--vitrine-radius, 6px);
  }
  @media (prefers-reduced-motion: reduce) {
    .thumb {
      transition: none;
    }
  }
`;
