import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    min-inline-size: 0;
    container-type: inline-size;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    margin-block-end: 8px;
  }
  .search {
    position: relative;
    flex: 1 1 180px;
    max-inline-size: 360px;
    color: var(--_muted);
  }
  .search svg {
    position: absolute;
    inset-block-start: 6px;
    inset-inline-start: 8px;
    pointer-events: none;
  }
  .search .field {
    inline-size: 100%;
    padding-inline-start: 30px;
    color: var(--_text);
  }
  select.field {
    padding-inline: 6px 2px;
    background: var(--_surface);
    color: var(--_text);
  }
  .space {
    flex: 1;
  }
  .count {
    font-size: 12px;
  }
  table[aria-busy='true'] tbody {
    opacity: 0.6;
    transition: opacity 120ms linear 200ms;
  }
  tbody tr {
    cursor: pointer;
  }
  tbody tr:focus-visible {
    outline-offset: -2px;
    border-radius: var(--_radius);
  }
  .status {
    inline-size: 32px;
  }
  td.status {
    padding-inline: 8px 0;
    text-overflow: clip;
  }
  td.status svg {
    inline-size: 14px;
    block-size: 14px;
  }
  .ok {
    color: var(--_good);
  }
  .failed {
    color: var(--_error);
  }
  .running {
    color: var(--_accent);
  }
  .time {
    inline-size: 104px;
    color: var(--_muted);
  }
  .name {
    inline-size: 15%;
  }
  td.name a {
    color: inherit;
    font-weight: 500;
    text-decoration: none;
  }
  td.name span {
    font-weight: 500;
  }
  .duration {
    inline-size: 80px;
  }
  .tokens {
    inline-size: 88px;
  }
  .cost {
    inline-size: 84px;
  }
  .scores {
    inline-size: 148px;
  }
  td.scores {
    text-overflow: clip;
  }
  .tags {
    inline-size: 11%;
  }
  .tag {
    display: inline-block;
    margin-inline-end: 4px;
    padding: 0 6px;
    border: 1px solid var(--_border);
    border-radius: 9px;
    vertical-align: middle;
    font-size: var(--_small);
    line-height: 16px;
  }
  .answer::before {
    content: ' → ';
  }
  .answer {
    color: var(--_muted);
  }
  @container (inline-size < 1000px) {
    .tags {
      display: none;
    }
  }
  @container (inline-size < 820px) {
    .scores,
    .tokens {
      display: none;
    }
    .name {
      inline-size: 26%;
    }
  }
  @container (inline-size < 560px) {
    .cost,
    th.name,
    td.name {
      display: none;
    }
    .time {
      inline-size: 88px;
    }
    .duration {
      inline-size: 72px;
    }
    td,
    th {
      padding-inline: 6px;
    }
    .space {
      display: none;
    }
    .search {
      max-inline-size: none;
    }
  }
`;
