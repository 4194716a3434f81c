import { html, type TemplateResult } from 'lit';
import type { ViewClient } from '../../data/view-client.ts';
import '../../parts/vitrine-copy/vitrine-copy.ts';

/** Message of a list without traces, with the line of code that sends the first one. */
export function renderNoTraces(client: ViewClient, projectName: string | undefined): TemplateResult {
  const url = new URL(client.server || '/', document.baseURI).href.replace(/\/$/, '');
  const project = projectName ? `, projectName: '${projectName.replaceAll("'", String.raw`\'`)}'` : '';
  const code = `const vitrine = new Vitrine({ url: '${url}'${project} });`;
  return html`<div class="state" part="empty">
    <strong>No traces yet</strong>
    <span class="muted"
      >Send the first one from your agent with @vitrine/core, or any Opik or OpenTelemetry client.</span
    >
    <span class="snippet"><code>${code}</code><vitrine-copy what="code" .text=${() => code}></vitrine-copy></span>
  </div>`;
}
