import type { ProjectRow, ProjectsView } from '@vitrine/core/model';
import type { ViewClient } from '@vitrine/widgets';
import {
  Loader,
  controls,
  cost,
  number,
  renderLoader,
  renderNoTraces,
  renderQuantity,
  renderTime,
  states,
  table,
  tokens,
} from '@vitrine/widgets/building-blocks';
import { LitElement, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { HREFS } from '../router/routes.ts';
import { styles } from './vitrine-projects.styles.ts';

const NONE = html`<span class="muted">–</span>`;

/** All projects, with their figures of the last 30 days. */
@customElement('vitrine-projects')
export class VitrineProjects extends LitElement {
  static override styles = [tokens, controls, states, table, styles];

  private readonly projects = new Loader<ProjectsView>(this, { load: (signal) => this.client.projects(signal) });

  @property({ attribute: false }) client!: ViewClient;

  protected override willUpdate(): void {
    this.projects.want('projects', this.client);
  }

  private renderProject(project: ProjectRow): TemplateResult {
    const { trace_count: traces, error_count: errors, last_trace_at: last } = project;
    return html`<tr>
      <td><a href=${HREFS.traces(project.id)} title=${project.description ?? ''}>${project.name}</a></td>
      <td class="quantity number">${traces === 0 ? NONE : number(traces)}</td>
      <td class="quantity number errors">
        ${errors === 0 ? NONE : html`<span class="failed">${number(errors)}</span>`}
      </td>
      <td class="quantity cost">${renderQuantity(cost(project.total_estimated_cost))}</td>
      <td class="quantity muted">${last === null ? 'never' : renderTime(last)}</td>
    </tr>`;
  }

  private renderTable({ projects }: ProjectsView): TemplateResult {
    return html`<table aria-label="Projects">
      <thead>
        <tr>
          <th scope="col">Project</th>
          <th scope="col" class="quantity">Traces, 30 d</th>
          <th scope="col" class="quantity errors">Errors</th>
          <th scope="col" class="quantity cost">Cost</th>
          <th scope="col" class="quantity">Last trace</th>
        </tr>
      </thead>
      <tbody>
        ${projects.map((project) => this.renderProject(project))}
      </tbody>
    </table>`;
  }

  protected override render(): TemplateResult {
    return renderLoader(this.projects, {
      lines: 6,
      notFound: 'There are no projects',
      render: (view) => this.renderTable(view),
      renderEmpty: ({ projects }) => (projects.length === 0 ? renderNoTraces(this.client, undefined) : undefined),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-projects': VitrineProjects;
  }
}
