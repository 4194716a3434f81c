import { css } from 'lit';

/** Styles of errors, empty states and placeholders. */
export const states = css`
  .state {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-block-size: 160px;
    padding: 32px 16px;
    text-align: center;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  .state strong {
    font-size: 15px;
    font-weight: 600;
  }
  .state .button {
    margin-block-start: 8px;
  }
  .state-icon {
    color: var(--_error);
  }
  .state code {
    font-family: var(--_font-mono);
    font-size: 12px;
    user-select: all;
  }
  .state .snippet {
    display: flex;
    align-items: center;
    gap: 8px;
    max-inline-size: 100%;
    margin-block-start: 8px;
    padding: 6px 6px 6px 12px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    text-align: start;
  }
  .waiting {
    animation: vitrine-appear 120ms ease-out 200ms backwards;
  }
  .waiting span {
    display: block;
    block-size: 10px;
    margin: 9px 12px;
    border-radius: 5px;
    background: var(--_hover);
  }
  .waiting span:nth-child(3n + 1) {
    inline-size: 62%;
  }
  .waiting span:nth-child(3n + 2) {
    inline-size: 84%;
  }
  .waiting span:nth-child(3n) {
    inline-size: 47%;
  }
  @keyframes vitrine-appear {
    from {
      opacity: 0;
    }
  }
`;
