import { html, type TemplateResult } from 'lit';

/** Renders placeholder lines, which appear if an answer takes more than 200 ms. */
export function renderWaiting(lines: number): TemplateResult {
  return html`<div class="waiting" role="status">
    <span class="visually-hidden">Loading</span>${Array.from({ length: lines }, () => html`<span></span>`)}
  </div>`;
}
