import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    box-sizing: border-box;
    block-size: 600px;
    min-block-size: 240px;
    min-inline-size: 0;
    overflow: hidden;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    position: relative;
  }
  .header {
    flex: none;
    display: flex;
    align-items: center;
    gap: 4px 16px;
    min-block-size: 44px;
    padding: 6px 12px 6px 16px;
    border-block-end: 1px solid var(--_border);
  }
  .name {
    display: flex;
    align-items: center;
    gap: 8px;
    min-inline-size: 0;
  }
  h2 {
    margin: 0;
    font-size: 15px;
    font-weight: 600;
  }
  .status {
    flex: none;
    color: var(--_good);
  }
  .status.failed {
    color: var(--_error);
  }
  .status.running {
    color: var(--_accent);
  }
  .facts {
    display: flex;
    flex: 1;
    align-items: baseline;
    gap: 16px;
    min-inline-size: 0;
    overflow: hidden;
    white-space: nowrap;
  }
  .errors {
    color: var(--_error);
  }
  .tools {
    display: flex;
    flex: none;
    align-items: center;
    gap: 4px;
  }
  .find {
    inline-size: 140px;
    min-block-size: 24px;
  }
  .find::-webkit-search-cancel-button {
    display: none;
  }
  .panes {
    position: relative;
    flex: 1;
    display: grid;
    grid-template-columns: var(--split, 56%) 1px minmax(0, 1fr);
    grid-template-rows: minmax(0, 1fr);
    min-block-size: 0;
  }
  .split {
    position: relative;
    background: var(--_border);
    cursor: col-resize;
    touch-action: none;
  }
  .split::after {
    content: '';
    position: absolute;
    inset: 0 -4px;
    z-index: 3;
  }
  .split:hover,
  .split:focus-visible {
    background: var(--_accent);
    outline-offset: 0;
  }
  vitrine-span {
    overflow: hidden;
  }
  .partial {
    flex: none;
    padding: 4px 16px;
    border-block-end: 1px solid var(--_border);
    color: var(--_muted);
    font-size: 12px;
  }
  .narrow .panes {
    grid-template-columns: minmax(0, 1fr);
  }
  .narrow .header {
    flex-wrap: wrap;
  }
  .narrow .name {
    flex: 1 1 0;
  }
  .narrow .find {
    inline-size: 84px;
  }
  .narrow .keys-button,
  .narrow .tools a span {
    display: none;
  }
  .narrow .facts {
    order: 3;
    flex: 1 0 100%;
  }
  .sheet {
    position: absolute;
    inset: 0;
    z-index: 4;
    background: var(--_raised);
    box-shadow: 0 0 24px rgb(0 0 0 / 18%);
    animation: vitrine-rise var(--_ease);
  }
  .whole {
    display: flex;
    flex-direction: column;
    block-size: 100%;
  }
  @keyframes vitrine-rise {
    from {
      transform: translateY(24px);
    }
  }
  .keys {
    position: fixed;
    inset: 0;
    margin: auto;
    inline-size: fit-content;
    block-size: fit-content;
    padding: 16px 20px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_raised);
    color: var(--_text);
    box-shadow: 0 8px 32px rgb(0 0 0 / 24%);
  }
  .keys dl {
    display: grid;
    grid-template-columns: auto auto;
    gap: 6px 24px;
    margin: 0;
  }
  .keys dd {
    margin: 0;
  }
  kbd {
    padding: 1px 5px;
    border: 1px solid var(--_border);
    border-radius: 4px;
    font-family: inherit;
    font-size: 12px;
  }
`;
