import { css } from 'lit';

/** How scores look in a line. */
export const scores = css`
  .score {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    font-size: 12px;
    white-space: nowrap;
    vertical-align: middle;
  }
  .score + .score {
    margin-inline-start: 10px;
  }
  .thumb {
    display: inline-flex;
    align-items: center;
    gap: 3px;
  }
  .thumb svg {
    fill: currentColor;
    fill-opacity: 0.25;
    inline-size: 15px;
    block-size: 15px;
  }
  .thumb.up {
    color: var(--_good);
  }
  .thumb.down {
    color: var(--_error);
  }
`;
