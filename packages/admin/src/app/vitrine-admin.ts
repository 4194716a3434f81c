import { ViewClient, type VitrineLoadEvent, type VitrineTraces } from '@vitrine/widgets';
import { Loader, controls, states, tokens } from '@vitrine/widgets/building-blocks';
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import '../projects/vitrine-projects.ts';
import { HREFS } from '../router/routes.ts';
import { MOUNT, Router } from '../router/router.ts';
import { renderMissingPage } from './render-missing-page.ts';
import { renderRail } from './render-rail.ts';
import { styles } from './vitrine-admin.styles.ts';

/** What the header and the rail show of a loaded trace or conversation. */
interface Shown {
  projectId: string;
  projectName: string;
  title: string;
}

/** The admin page: a rail, a header and the widgets. Each view has a URL of its own. */
@customElement('vitrine-admin')
export class VitrineAdmin extends LitElement {
  static override styles = [tokens, controls, states, styles];

  private readonly client = new ViewClient(MOUNT);
  private readonly router = new Router(this);
  /** Names of the projects by id, for a page whose URL contains only an id. They are read again for an unknown id. */
  private readonly names = new Loader<ReadonlyMap<string, string>>(this, {
    load: async (signal) => {
      const { projects } = await this.client.projects(signal);
      return new Map(projects.map(({ id, name }) => [id, name]));
    },
    keep: true,
  });

  @query('vitrine-traces') private readonly traces!: VitrineTraces | null;

  @state() private shown: Shown | undefined;
  @state() private live = false;

  private path = location.pathname;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.onKey);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.onKey);
  }

  protected override willUpdate(): void {
    if (location.pathname !== this.path) {
      this.path = location.pathname;
      this.shown = undefined;
    }
    const { projectId } = this;
    if (projectId !== undefined && this.names.value?.has(projectId) !== true) this.names.want(projectId, this.client);
  }

  protected override updated(_changed: PropertyValues): void {
    document.title = [this.heading, this.projectName, 'Vitrine'].filter(Boolean).join(' · ');
  }

  private get projectId(): string | undefined {
    const { route } = this.router;
    return 'projectId' in route ? route.projectId : this.shown?.projectId;
  }

  private get projectName(): string | undefined {
    return (
      this.shown?.projectName ?? (this.projectId === undefined ? undefined : this.names.value?.get(this.projectId))
    );
  }

  private get heading(): string {
    const { route } = this.router;
    const titles = {
      projects: 'Projects',
      traces: 'Traces',
      trace: this.shown?.title ?? 'Trace',
      thread: 'Conversation',
      experiments: 'Experiment',
      datasets: 'Dataset',
      optimizations: 'Optimization',
      unknown: 'Not found',
    };
    return titles[route.page];
  }

  /** The key `/` moves the focus to the search field, unless the user is typing in a field. */
  private readonly onKey = (event: KeyboardEvent): void => {
    const source = event.composedPath()[0];
    const typing = source instanceof Element && source.matches('input, textarea, select');
    if (event.key !== '/' || event.defaultPrevented || typing || event.ctrlKey || event.metaKey) return;
    if (this.traces === null) return;
    event.preventDefault();
    this.traces.focusSearch();
  };

  /** Sets the project and title of the page. Traces that are expanded in a conversation do not change them. */
  private onLoad({ detail }: VitrineLoadEvent): void {
    const isThread = 'turns' in detail;
    if (isThread !== (this.router.route.page === 'thread')) return;
    const title = isThread ? 'Conversation' : detail.name || 'Trace';
    this.shown = { projectId: detail.project_id, projectName: detail.project_name, title };
  }

  private renderCrumbs(): TemplateResult {
    const { page } = this.router.route;
    const { projectId } = this;
    const inList = page === 'trace' || page === 'thread';
    return html`<div class="crumbs">
      ${
        projectId === undefined
          ? nothing
          : html`<span class="cut muted">${this.projectName ?? 'Project'}</span><span class="slash">/</span>`
      }
      ${
        projectId !== undefined && inList
          ? html`<a href=${HREFS.traces(projectId)}>Traces</a><span class="slash">/</span>`
          : nothing
      }
      <h1 class="cut">${page === 'trace' ? 'Trace' : this.heading}</h1>
    </div>`;
  }

  private renderHeader(): TemplateResult {
    return html`<header>
      ${this.renderCrumbs()}
      ${
        this.router.route.page === 'traces'
          ? html`<label class="live">
              <input
                type="checkbox"
                .checked=${this.live}
                @change=${(event: Event) => (this.live = (event.target as HTMLInputElement).checked)}
              />Live</label
            >`
          : nothing
      }
    </header>`;
  }

  private renderPage(): TemplateResult {
    const { route } = this.router;
    switch (route.page) {
      case 'projects':
        return html`<vitrine-projects .client=${this.client}></vitrine-projects>`;
      case 'traces':
        return html`<vitrine-traces
          project-id=${route.projectId}
          trace-href=${HREFS.trace}
          page-size="50"
          ?live=${this.live}
        ></vitrine-traces>`;
      case 'trace':
        return html`<vitrine-trace
          trace-id=${route.traceId}
          thread-href=${HREFS.thread}
          @vitrine-load=${this.onLoad}
        ></vitrine-trace>`;
      case 'thread':
        return html`<vitrine-thread
          project-id=${route.projectId}
          thread-id=${route.threadId}
          trace-href=${HREFS.trace}
          @vitrine-load=${this.onLoad}
        ></vitrine-thread>`;
      case 'experiments':
      case 'datasets':
      case 'optimizations':
        return renderMissingPage(route.page, route.id);
      default:
        return html`<div class="state">
          <strong>There is no such page</strong><a class="button" href=${HREFS.projects}>All projects</a>
        </div>`;
    }
  }

  protected override render(): TemplateResult {
    const { route } = this.router;
    const project = this.projectId === undefined ? undefined : { id: this.projectId, name: this.projectName };
    return html`<vitrine-provider server=${MOUNT}>
      ${renderRail(route, project)}${this.renderHeader()}
      <main class=${route.page === 'trace' ? 'full' : ''}>${this.renderPage()}</main>
    </vitrine-provider>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-admin': VitrineAdmin;
  }
}
