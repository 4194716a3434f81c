import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    min-inline-size: 0;
    font-size: var(--vitrine-text-size, 14px);
    line-height: var(--vitrine-line, 22px);
  }
  ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .column {
    max-inline-size: 720px;
    margin-inline: auto;
  }
  .turn + .turn {
    margin-block-start: 28px;
  }
  .user {
    inline-size: fit-content;
    max-inline-size: 85%;
    margin-block-end: 16px;
    margin-inline-start: auto;
    padding: 8px 14px;
    border-radius: 14px;
    border-end-end-radius: 4px;
    background: color-mix(in oklch, var(--_accent) 12%, transparent);
  }
  .failure {
    display: flex;
    gap: 8px;
    color: var(--_error);
    overflow-wrap: anywhere;
  }
  .failure svg {
    margin-block-start: 3px;
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 8px;
    min-block-size: 28px;
    margin-block-start: 4px;
    color: var(--_muted);
    font-size: 12px;
  }
  .line vitrine-feedback {
    display: contents;
    font-size: 13px;
  }
  .how {
    min-block-size: 24px;
    text-decoration: none;
  }
  .line a {
    line-height: 24px;
  }
  vitrine-trace {
    block-size: 440px;
    margin-block: 8px;
    animation: vitrine-unfold var(--_ease);
  }
  .earlier {
    display: block;
    margin: 0 auto 24px;
  }
  .partial {
    margin-block: 16px;
    color: var(--_muted);
    font-size: 12px;
    text-align: center;
  }
  @keyframes vitrine-unfold {
    from {
      transform: translateY(-8px);
    }
  }
`;
