import type { VitrineLoadEvent, VitrineTraces } from '@vitrine/widgets';
import { LitElement, html, nothing, svg, type PropertyValues, type SVGTemplateResult, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import '../projects/vitrine-projects.ts';
import { ProjectNames } from '../projects/project-names.ts';
import { HREFS } from '../router/routes.ts';
import { MOUNT, Router } from '../router/router.ts';
import { styles } from './vitrine-admin.styles.ts';

/** The part of a loaded trace or thread that the frame around it shows. */
interface Shown {
  projectId: string;
  projectName: string;
  title: string;
}

const PICTURES = {
  brand: svg`<rect x="2" y="2" width="12" height="12" rx="3"/><path d="M4.5 5.5h5M6.5 8h5M5.5 10.5h4"/>`,
  projects: svg`<path d="M2 4.5A1.5 1.5 0 0 1 3.5 3h2.7l1.5 1.8h4.8A1.5 1.5 0 0 1 14 6.3v5.2a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 2 11.5z"/>`,
  traces: svg`<path d="M2.5 4h8M5 8h8.5M7 12h5"/>`,
};

/** The admin page: a rail, a header that says where one is, and the widgets. Every view has a URL of its own. */
@customElement('vitrine-admin')
export class VitrineAdmin extends LitElement {
  static override styles = styles;

  private readonly router = new Router(this);
  private readonly names = new ProjectNames(this);

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
    if (this.projectId !== undefined) this.names.want(this.projectId);
  }

  protected override updated(_changed: PropertyValues): void {
    document.title = [this.heading, this.projectName, 'Vitrine'].filter(Boolean).join(' · ');
  }

  private get projectId(): string | undefined {
    const { route } = this.router;
    return 'projectId' in route ? route.projectId : this.shown?.projectId;
  }

  private get projectName(): string | undefined {
    return this.shown?.projectName ?? (this.projectId === undefined ? undefined : this.names.get(this.projectId));
  }

  private get heading(): string {
    const { route } = this.router;
    const titles = {
      projects: 'Projects',
      traces: 'Traces',
      trace: this.shown?.title ?? 'Trace',
      thread: 'Conversation',
      unknown: 'Not found',
    };
    return titles[route.page];
  }

  /** `/` searches wherever the focus is, unless something is being written. */
  private readonly onKey = (event: KeyboardEvent): void => {
    const source = event.composedPath()[0];
    const typing = source instanceof Element && source.matches('input, textarea, select');
    if (event.key !== '/' || event.defaultPrevented || typing || event.ctrlKey || event.metaKey) return;
    if (this.traces === null) return;
    event.preventDefault();
    this.traces.focusSearch();
  };

  private onLoad(event: VitrineLoadEvent): void {
    const loaded = event.detail;
    const title = 'name' in loaded ? loaded.name || 'Trace' : 'Conversation';
    this.shown = { projectId: loaded.project_id, projectName: loaded.project_name, title };
  }

  private renderItem(href: string, picture: SVGTemplateResult, label: string, current: boolean): TemplateResult {
    return html`<a class="item" href=${href} aria-current=${current ? 'page' : nothing}>
      <svg viewBox="0 0 16 16" aria-hidden="true">${picture}</svg>${label}
    </a>`;
  }

  private renderRail(): TemplateResult {
    const { page } = this.router.route;
    const { projectId } = this;
    return html`<nav aria-label="Main">
      <a class="brand" href=${HREFS.projects}
        ><svg viewBox="0 0 16 16" aria-hidden="true">${PICTURES.brand}</svg>Vitrine</a
      >
      ${this.renderItem(HREFS.projects, PICTURES.projects, 'Projects', page === 'projects')}
      ${
        projectId === undefined
          ? nothing
          : html`<div class="section">${this.projectName ?? ''}</div>
              ${this.renderItem(HREFS.traces(projectId), PICTURES.traces, 'Traces', page !== 'projects')}`
      }
    </nav>`;
  }

  private renderHeader(): TemplateResult {
    const { page } = this.router.route;
    const { projectId } = this;
    const crumb = html`<a href=${HREFS.traces(projectId ?? '')}>${this.projectName ?? 'Project'}</a><span>/</span>`;
    return html`<header>
      <div class="crumbs">
        ${projectId === undefined ? nothing : crumb}
        <h1>${page === 'trace' ? 'Trace' : this.heading}</h1>
      </div>
      ${
        page === 'traces'
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
        return html`<vitrine-projects></vitrine-projects>`;
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
          @vitrine-load=${this.onThreadLoad}
        ></vitrine-thread>`;
      default:
        return html`<div class="unknown">There is no such page. <a href=${HREFS.projects}>All projects</a></div>`;
    }
  }

  /** The traces that unfold inside a conversation tell of themselves too; the page is about the conversation. */
  private onThreadLoad(event: VitrineLoadEvent): void {
    if ('turns' in event.detail) this.onLoad(event);
  }

  protected override render(): TemplateResult {
    const full = this.router.route.page === 'trace';
    return html`<vitrine-provider server=${MOUNT}>
      ${this.renderRail()}${this.renderHeader()}
      <main class=${full ? 'full' : ''}>${this.renderPage()}</main>
    </vitrine-provider>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-admin': VitrineAdmin;
  }
}
