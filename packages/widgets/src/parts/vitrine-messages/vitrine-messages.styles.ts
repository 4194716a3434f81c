import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
  }
  ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    position: relative;
    padding-block: 2px 14px;
    padding-inline-start: 16px;
    border-inline-start: 1px solid var(--_border);
  }
  li:last-child {
    padding-block-end: 2px;
  }
  li::before {
    content: '';
    position: absolute;
    inset-block-start: 9px;
    inset-inline-start: -4px;
    inline-size: 7px;
    block-size: 7px;
    border-radius: 50%;
    background: var(--_span-general);
  }
  .user::before {
    background: var(--_accent);
  }
  .assistant::before {
    background: var(--_span-llm);
  }
  .tool::before {
    background: var(--_span-tool);
  }
  .role {
    display: block;
    color: var(--_muted);
    font-size: var(--_small);
    font-weight: 500;
  }
  .part + .part {
    margin-block-start: 6px;
  }
  .reasoning {
    color: var(--_muted);
    font-style: italic;
  }
  .call {
    display: flex;
    align-items: start;
    gap: 8px;
    min-inline-size: 0;
    line-height: 20px;
  }
  .call > .name {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    flex: none;
    color: var(--_span-tool);
    font-family: var(--_font-mono);
    font-size: 12px;
  }
  .call svg {
    inline-size: 14px;
    block-size: 14px;
  }
  .call > .inline {
    font-family: var(--_font-mono);
    font-size: 12px;
    overflow-wrap: anywhere;
  }
  .block {
    display: block;
    margin-block-start: 4px;
  }
  .clamped {
    max-block-size: 160px;
    overflow: hidden;
    mask-image: linear-gradient(#000 60%, transparent);
  }
  .earlier {
    margin-block-end: 8px;
  }
`;
