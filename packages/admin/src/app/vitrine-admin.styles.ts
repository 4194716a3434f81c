import { css } from 'lit';

export const styles = css`
  :host {
    --border: light-dark(oklch(91% 0.005 260), oklch(30% 0.012 260));
    --text: light-dark(oklch(24% 0.015 260), oklch(93% 0.005 260));
    --muted: light-dark(oklch(50% 0.015 260), oklch(70% 0.012 260));
    --accent: light-dark(oklch(52% 0.17 262), oklch(74% 0.13 262));
    --hover: color-mix(in oklch, var(--text) 5%, transparent);
    display: grid;
    grid-template: 48px minmax(0, 1fr) / 184px minmax(0, 1fr);
    block-size: 100dvh;
    color: var(--text);
    font-size: 13px;
    line-height: 20px;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
    border-radius: 4px;
  }
  nav {
    grid-row: 1 / -1;
    display: flex;
    flex-direction: column;
    gap: 2px;
    padding: 0 8px;
    border-inline-end: 1px solid var(--border);
    overflow-y: auto;
  }
  .brand {
    display: flex;
    align-items: center;
    gap: 8px;
    flex: none;
    block-size: 48px;
    padding-inline: 8px;
    color: inherit;
    font-size: 14px;
    font-weight: 650;
    letter-spacing: -0.01em;
    text-decoration: none;
  }
  .brand svg {
    color: var(--accent);
  }
  .section {
    padding: 12px 8px 4px;
    color: var(--muted);
    font-size: 11px;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .item {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 28px;
    padding-inline: 8px;
    border-radius: 6px;
    color: var(--muted);
    text-decoration: none;
  }
  .item:hover {
    background: var(--hover);
    color: var(--text);
  }
  .item[aria-current] {
    background: color-mix(in oklch, var(--accent) 11%, transparent);
    color: var(--text);
  }
  svg {
    flex: none;
    inline-size: 16px;
    block-size: 16px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.4;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  header {
    display: flex;
    align-items: center;
    gap: 12px;
    min-inline-size: 0;
    padding-inline: 24px;
    border-block-end: 1px solid var(--border);
  }
  .crumbs {
    display: flex;
    flex: 1;
    align-items: center;
    gap: 8px;
    min-inline-size: 0;
    white-space: nowrap;
  }
  .crumbs a {
    color: var(--muted);
    text-decoration: none;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .crumbs a:hover {
    color: var(--text);
  }
  .crumbs span {
    color: var(--border);
  }
  h1 {
    margin: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    font-size: 13px;
    font-weight: 600;
    line-height: 20px;
  }
  .live {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    flex: none;
    min-block-size: 24px;
    color: var(--muted);
    cursor: pointer;
  }
  .live input {
    margin: 0;
    accent-color: var(--accent);
  }
  main {
    min-inline-size: 0;
    overflow: auto;
    padding: 16px 24px 24px;
  }
  main.full {
    display: flex;
    padding: 0;
    overflow: hidden;
  }
  vitrine-trace {
    flex: 1;
    block-size: 100%;
    border: 0;
    border-radius: 0;
  }
  .unknown {
    padding: 64px 16px;
    text-align: center;
  }
  .unknown a {
    color: var(--accent);
  }
  @media (max-width: 719px) {
    :host {
      grid-template: 44px 44px minmax(0, 1fr) / minmax(0, 1fr);
    }
    nav {
      grid-row: auto;
      flex-direction: row;
      align-items: center;
      padding: 0 12px;
      border-inline-end: 0;
      border-block-end: 1px solid var(--border);
      overflow: auto hidden;
    }
    .brand {
      margin-inline-end: auto;
    }
    .section {
      display: none;
    }
    header {
      padding-inline: 20px;
    }
    main {
      padding: 12px 16px;
    }
  }
`;
