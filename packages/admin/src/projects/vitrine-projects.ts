import type { ProjectRow } from '@vitrine/core/model';
import { ViewClient, cost, number, quantityText, relativeTime } from '@vitrine/widgets';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { HREFS } from '../router/routes.ts';
import { MOUNT } from '../router/router.ts';
import { styles } from './vitrine-projects.styles.ts';

/** All projects, with what happened in them in the last 30 days. */
@customElement('vitrine-projects')
export class VitrineProjects extends LitElement {
  static override styles = styles;

  @state() private projects: ProjectRow[] | undefined;
  @state() private failure: string | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  private async load(): Promise<void> {
    this.failure = undefined;
    try {
      ({ projects: this.projects } = await new ViewClient(MOUNT).projects());
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    }
  }

  private renderProject(project: ProjectRow): TemplateResult {
    const { last_trace_at: last } = project;
    return html`<tr>
      <td><a href=${HREFS.traces(project.id)} title=${project.description ?? ''}>${project.name}</a></td>
      <td class="quantity">
        ${project.trace_count === 0 ? html`<span class="muted">–</span>` : number(project.trace_count)}
      </td>
      <td class="quantity errors">
        ${
          project.error_count === 0
            ? html`<span class="muted">–</span>`
            : html`<span class="error">${number(project.error_count)}</span>`
        }
      </td>
      <td class="quantity cost">${quantityText(cost(project.total_estimated_cost))}</td>
      <td class="quantity muted">${last === null ? 'never' : relativeTime(last, Date.now())}</td>
    </tr>`;
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.failure !== undefined) {
      return html`<div class="state" role="alert">
        ${this.failure}<button @click=${() => void this.load()}>Try again</button>
      </div>`;
    }
    if (this.projects === undefined) return nothing;
    return html`<table>
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
        ${this.projects.map((project) => this.renderProject(project))}
      </tbody>
    </table>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-projects': VitrineProjects;
  }
}
