import { html, type TemplateResult } from 'lit';

/** Placeholder lines that appear only when an answer takes more than 200 ms. */
export function renderWaiting(lines: number): TemplateResult {
  return html`<div class="waiting" role="status">
    <span class="visually-hidden">Loading</span>${Array.from({ length: lines }, () => html`<span></span>`)}
  </div>`;
}
