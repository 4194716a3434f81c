import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    block-size: 100%;
    min-inline-size: 0;
    container-type: inline-size;
  }
  .scroller {
    block-size: 100%;
    overflow: hidden auto;
    overscroll-behavior: contain;
    outline: none;
    scrollbar-width: thin;
    scrollbar-color: var(--_border) transparent;
    --_columns: minmax(0, 1fr) 64px 72px minmax(0, 42%);
  }
  .header,
  .row {
    display: grid;
    grid-template-columns: var(--_columns);
    align-items: center;
    padding-inline: 8px 16px;
  }
  .header {
    position: sticky;
    inset-block-start: 0;
    z-index: 2;
    block-size: 24px;
    border-block-end: 1px solid var(--_border);
    background: var(--_surface);
    color: var(--_muted);
    font-size: var(--_small);
  }
  .header > :first-child {
    padding-inline-start: 22px;
  }
  .rows {
    position: relative;
  }
  .window {
    position: absolute;
    inset-inline: 0;
    inset-block-start: var(--top, 0);
  }
  .row {
    position: relative;
    block-size: var(--_row);
    cursor: default;
  }
  .row:hover {
    background: var(--_hover);
  }
  .row[aria-selected='true'] {
    background: var(--_selected);
  }
  .row[aria-selected='true']::before {
    content: '';
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    inline-size: 2px;
    background: var(--_accent);
  }
  .scroller:focus-visible .row.active {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
    border-radius: var(--_radius);
  }
  .row.dim .name {
    opacity: 0.55;
  }
  .name {
    display: flex;
    align-items: center;
    gap: 6px;
    min-inline-size: 0;
    padding-inline-start: calc(var(--depth) * 14px);
    white-space: nowrap;
  }
  .twisty {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 16px;
    block-size: 20px;
    margin-inline-end: -2px;
    color: var(--_muted);
  }
  .twisty svg {
    inline-size: 14px;
    block-size: 14px;
    transition: transform var(--_ease);
  }
  [aria-expanded='true'] .twisty svg {
    transform: rotate(90deg);
  }
  .label {
    flex: 0 1 auto;
    overflow: hidden;
    text-overflow: ellipsis;
    unicode-bidi: isolate;
  }
  .row[aria-level='1'] .label {
    font-weight: 600;
  }
  .model {
    flex: 0 10 auto;
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    color: var(--_muted);
    font-size: var(--_small);
  }
  .failed {
    color: var(--_error);
  }
  .kind {
    display: grid;
    color: var(--kind);
  }
  .quantity {
    text-align: end;
    font-size: 12px;
  }
  .tokens {
    color: var(--_muted);
  }
  .header .quantity {
    font-size: var(--_small);
  }
  .llm {
    --kind: var(--_span-llm);
  }
  .tool {
    --kind: var(--_span-tool);
  }
  .retrieval {
    --kind: var(--_span-retrieval);
  }
  .guardrail {
    --kind: var(--_span-guardrail);
  }
  .general {
    --kind: var(--_span-general);
  }
  .lane {
    position: relative;
    align-self: stretch;
    margin-inline-start: 16px;
  }
  .tick {
    position: absolute;
    inset-block: 0;
    inset-inline-start: var(--at);
    border-inline-start: 1px solid var(--_border);
  }
  .grid {
    position: absolute;
    inset: 0;
    display: grid;
    grid-template-columns: var(--_columns);
    padding-inline: 8px 16px;
    pointer-events: none;
  }
  .grid .lane {
    grid-column: -2;
  }
  .grid .tick {
    opacity: 0.6;
  }
  .header .tick {
    padding-inline-start: 4px;
    white-space: nowrap;
    border-color: transparent;
    line-height: 24px;
    transform: translateX(-50%);
    padding-inline: 0;
  }
  .header .tick:first-child {
    transform: none;
  }
  .header .tick:last-child {
    transform: translateX(-100%);
  }
  .bar {
    position: absolute;
    inset-block-start: calc(50% - 5px);
    block-size: 10px;
    inset-inline-start: min(var(--at), 100% - 3px);
    inline-size: max(var(--length), 3px);
    border-radius: 2px;
    background: var(--kind);
    overflow: hidden;
  }
  .row.failing .bar {
    background: var(--_error);
  }
  .row.running .bar {
    mask-image: linear-gradient(to right, #000 70%, rgb(0 0 0 / 35%));
  }
  .row[aria-level='1'] .bar,
  .bar.parent {
    block-size: 4px;
    inset-block-start: calc(50% - 2px);
  }
  .first-token {
    position: absolute;
    inset: 0 auto 0 0;
    inline-size: var(--wait);
    border-inline-end: 1px solid var(--_surface);
    background: color-mix(in oklch, var(--_surface) 58%, transparent);
  }
  .none {
    padding: 24px;
    text-align: center;
    color: var(--_muted);
  }
  @container (inline-size < 760px) {
    .model {
      display: none;
    }
  }
  @container (inline-size < 560px) {
    .scroller {
      --_columns: minmax(0, 1fr) 0 68px minmax(0, 30%);
    }
    .tokens {
      visibility: hidden;
      inline-size: 0;
      overflow: hidden;
    }
    .header .tick:not(:first-child, :last-child) {
      display: none;
    }
  }
`;
