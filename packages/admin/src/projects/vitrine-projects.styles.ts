import { css } from 'lit';

export const styles = css`
  :host {
    --_row: 34px;
    display: block;
    container-type: inline-size;
  }
  tbody tr {
    position: relative;
  }
  .quantity {
    inline-size: 112px;
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
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
  }
  .failed {
    color: var(--_error);
  }
  @container (inline-size < 640px) {
    .quantity {
      inline-size: 96px;
    }
    .cost,
    .errors {
      display: none;
    }
  }
`;
