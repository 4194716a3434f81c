import { ICONS, KINDS, icon } from '@vitrine/widgets/building-blocks';
import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { HREFS, type Route } from '../router/routes.ts';

const BRAND = svg`<rect x="2" y="2" width="12" height="12" rx="3"/><path d="M4.5 5.5h5M6.5 8h5M5.5 10.5h4"/>`;

function renderItem(href: string, picture: SVGTemplateResult, label: string, isCurrent: boolean): TemplateResult {
  return html`<a class="item" href=${href} aria-current=${isCurrent ? 'page' : nothing}>${icon(picture)}${label}</a>`;
}

/** The project of the page. Its name is undefined while it is loading. */
export interface RailProject {
  id: string;
  name: string | undefined;
}

/** The rail: all projects, and the pages of the project that is open. */
export function renderRail({ page }: Route, project: RailProject | undefined): TemplateResult {
  return html`<nav aria-label="Main">
    <a class="brand" href=${HREFS.projects}>${icon(BRAND)}Vitrine</a>
    ${renderItem(HREFS.projects, ICONS.folder, 'Projects', page === 'projects')}
    ${
      project === undefined
        ? nothing
        : html`<div class="section">${project.name ?? ''}</div>
            ${renderItem(HREFS.traces(project.id), KINDS.trace.icon, 'Traces', page === 'traces' || page === 'trace')}
            ${page === 'thread' ? renderItem(location.pathname, ICONS.thread, 'Conversation', true) : nothing}`
    }
  </nav>`;
}
