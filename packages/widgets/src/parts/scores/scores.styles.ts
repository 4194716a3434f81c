import { css } from 'lit';

/** Scores on one line. */
export const scores = css`
  .score-line {
    display: flex;
    align-items: center;
    gap: 10px;
    min-inline-size: 0;
    font-size: 12px;
    white-space: nowrap;
  }
  .score {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-inline-size: 0;
  }
  .score .number,
  .score .thumb,
  .more {
    flex: none;
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
