import { html, type TemplateResult } from 'lit';

/** Renders the message of an element without a server. */
export function renderUnconnected(): TemplateResult {
  return html`<div class="state" part="error">
    <strong>No server</strong>
    <span class="muted"
      >Put this element in a &lt;vitrine-provider server="/vitrine"&gt;, or give it a server attribute.</span
    >
  </div>`;
}
