import { css } from 'lit';

export const styles = css`
  :host {
    display: grid;
    grid-template: 48px minmax(0, 1fr) / 184px minmax(0, 1fr);
    block-size: 100dvh;
  }
  :focus-visible {
    border-radius: 4px;
  }
  nav {
    grid-row: 1 / -1;
    display: flex;
    flex-direction: column;
    gap: 2px;
    padding: 0 8px;
    border-inline-end: 1px solid var(--_border);
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
    color: var(--_accent);
  }
  .section {
    padding: 12px 8px 4px;
    color: var(--_muted);
    font-size: var(--_small);
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
    border-radius: var(--_radius);
    color: var(--_muted);
    text-decoration: none;
  }
  .item:hover {
    background: var(--_hover);
    color: var(--_text);
  }
  .item[aria-current] {
    background: var(--_selected);
    color: var(--_text);
  }
  header {
    display: flex;
    align-items: center;
    gap: 12px;
    min-inline-size: 0;
    padding-inline: 24px;
    border-block-end: 1px solid var(--_border);
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
    color: var(--_muted);
    text-decoration: none;
  }
  .crumbs a:hover {
    color: var(--_text);
  }
  .slash {
    color: var(--_border);
  }
  h1 {
    flex: none;
    max-inline-size: 100%;
    margin: 0;
    font-size: inherit;
    font-weight: 600;
    line-height: inherit;
  }
  .live {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    flex: none;
    min-block-size: 24px;
    color: var(--_muted);
    cursor: pointer;
  }
  .live input {
    margin: 0;
    accent-color: var(--_accent);
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
      border-block-end: 1px solid var(--_border);
      overflow: auto hidden;
    }
    .brand {
      margin-inline-end: auto;
    }
    .section,
    .item svg {
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
