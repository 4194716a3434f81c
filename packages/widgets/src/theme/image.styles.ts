import { css } from 'lit';

/** An image of recorded content, and the button that loads it. */
export const image = css`
  img {
    max-inline-size: 100%;
  }
  .image {
    min-block-size: 24px;
    padding: 2px 8px;
    border: 1px dashed var(--_border);
    border-radius: var(--_radius);
    background: none;
    color: var(--_muted);
    cursor: pointer;
  }
`;
