import { html, type TemplateResult } from 'lit';
import { HREFS, type MissingPage } from '../router/routes.ts';

const NAMES: Record<MissingPage, string> = {
  experiments: 'Experiments',
  datasets: 'Datasets',
  optimizations: 'Optimizations',
};

/** Renders the page of a record that Vitrine cannot show yet, with a link to the projects. */
export function renderMissingPage(page: MissingPage, id: string): TemplateResult {
  return html`<div class="state">
    <strong>${NAMES[page]} are not shown here yet</strong>
    <span class="muted">The traces that an SDK recorded for ${page} are in their projects.</span>
    <span class="muted">Id: <code>${id}</code></span>
    <a class="button" href=${HREFS.projects}>All projects</a>
  </div>`;
}
