import type { TraceRow, TracesView } from '@vitrine/core/model';
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { ConnectionController } from '../../controllers/connection-controller.ts';
import { Loader } from '../../controllers/loader.ts';
import type { TracesQuery } from '../../data/view-client.ts';
import { VitrineOpenTraceEvent } from '../../events/open-trace-event.ts';
import { number } from '../../format/number.ts';
import { icon } from '../../icons/icon.ts';
import { ICONS } from '../../icons/icons.ts';
import { renderNoTraces } from '../../parts/no-traces/render-no-traces.ts';
import { scores } from '../../parts/scores/scores.styles.ts';
import { renderLoader } from '../../states/render-loader.ts';
import { renderUnconnected } from '../../states/render-unconnected.ts';
import { states } from '../../states/states.styles.ts';
import { controls } from '../../theme/controls.styles.ts';
import { table } from '../../theme/table.styles.ts';
import { tokens } from '../../theme/tokens.styles.ts';
import { COLUMNS, renderTraceCells } from './render-trace-row.ts';
import { styles } from './vitrine-traces.styles.ts';

export type { OpenTraceDetail } from '../../events/open-trace-event.ts';

/** Pause in typing after which the search starts, in ms. */
const SEARCH_PAUSE_MS = 250;
const LIVE_MS = 5_000;
const HOUR_MS = 3_600_000;
const RANGES: readonly [label: string, hours: number][] = [
  ['Any time', 0],
  ['Last hour', 1],
  ['Last 24 hours', 24],
  ['Last 7 days', 168],
  ['Last 30 days', 720],
];

/**
 * Traces of a project, newest first: pages, search and time range. A click on a row opens its trace.
 *
 * @summary List of a project's traces.
 *
 * @example
 * <vitrine-traces server="/vitrine" project-name="support"></vitrine-traces>
 *
 * @fires {VitrineOpenTraceEvent} vitrine-open-trace - A row was opened. Cancelable: if it is not canceled, the browser
 *   follows the link of `trace-href`.
 *
 * @csspart bar - Search, time range and paging.
 * @csspart table - The list.
 * @csspart empty - Message of a list without traces.
 * @csspart error - Message of a list that cannot be shown.
 */
@customElement('vitrine-traces')
export class VitrineTraces extends LitElement {
  static override styles = [tokens, controls, states, table, scores, styles];

  private readonly connection = new ConnectionController(this);
  private readonly page = new Loader<TracesView>(this, {
    load: (signal) => {
      const { client } = this.connection;
      if (client === undefined) throw new Error('There is no server.');
      return client.traces(this.query, signal);
    },
    refreshAfter: () => (this.live && this.cursors.length === 0 ? LIVE_MS : undefined),
    keep: true,
  });
  private searchTimer: ReturnType<typeof setTimeout> | undefined;

  @query('.search input') private readonly searchField!: HTMLInputElement | null;

  @state() private search = '';
  @state() private hours = 0;
  /** Cursors of the pages up to the current one; none on the first page. */
  @state() private cursors: string[] = [];
  @state() private focused = 0;

  /** Mount path of the server on the page's own origin, if there is no `<vitrine-provider>` around the element. */
  @property() server: string | undefined;
  /** Name of the project. */
  @property({ attribute: 'project-name' }) projectName: string | undefined;
  /** Id of the project, instead of `project-name`. */
  @property({ attribute: 'project-id' }) projectId: string | undefined;
  /** Id of a conversation: only its traces are listed. */
  @property({ attribute: 'thread-id' }) threadId: string | undefined;
  /** URL of the page of a trace, with `{id}` for its id. It makes the rows links. */
  @property({ attribute: 'trace-href' }) traceHref: string | undefined;
  /** Number of traces on a page, 1 to 100. */
  @property({ type: Number, attribute: 'page-size' }) pageSize = 25;
  /** Whether the first page is read again every 5 s. */
  @property({ type: Boolean }) live = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.searchTimer);
  }

  protected override willUpdate(changed: PropertyValues): void {
    const scope = ['projectName', 'projectId', 'threadId', 'search', 'hours', 'pageSize'];
    if (scope.some((name) => changed.has(name))) {
      this.cursors = [];
      this.focused = 0;
    }
    const { client } = this.connection;
    const { from_time: _, ...query } = this.query;
    this.page.want(JSON.stringify([query, this.hours]), client);
    if (changed.has('live') && changed.get('live') !== undefined) this.page.refresh();
  }

  /** Reads the page again. */
  refresh(): void {
    this.page.refresh();
  }

  /** Moves the focus to the search field. */
  focusSearch(): void {
    this.searchField?.focus();
  }

  private get query(): TracesQuery {
    return {
      project_id: this.projectId,
      project_name: this.projectName,
      thread_id: this.threadId,
      search: this.search,
      from_time: this.hours === 0 ? undefined : new Date(Date.now() - this.hours * HOUR_MS).toISOString(),
      cursor: this.cursors.at(-1),
      limit: this.pageSize,
    };
  }

  private hrefOf(trace: TraceRow): string | undefined {
    return this.traceHref?.replace('{id}', encodeURIComponent(trace.id));
  }

  /** Opens a trace. The browser itself handles a click with a modifier key on the link of a row. */
  private open(trace: TraceRow, event: Event): void {
    const { ctrlKey, metaKey, shiftKey } = event as MouseEvent;
    const onLink = event.composedPath().some((target) => target instanceof HTMLAnchorElement);
    if (onLink && (ctrlKey || metaKey || shiftKey)) return;
    if (!this.dispatchEvent(new VitrineOpenTraceEvent({ id: trace.id }))) event.preventDefault();
    else if (!onLink && this.hrefOf(trace) !== undefined) {
      (event.currentTarget as Element).querySelector<HTMLAnchorElement>('td.name a')?.click();
    }
  }

  private onSearch(event: InputEvent): void {
    const { value } = event.target as HTMLInputElement;
    clearTimeout(this.searchTimer);
    this.searchTimer = setTimeout(() => (this.search = value.trim()), SEARCH_PAUSE_MS);
  }

  private clearSearch(): void {
    clearTimeout(this.searchTimer);
    this.search = '';
    this.hours = 0;
    if (this.searchField !== null) this.searchField.value = '';
    this.searchField?.focus();
  }

  private onKey(event: KeyboardEvent): void {
    const source = event.composedPath()[0];
    const typing = source instanceof HTMLInputElement || source instanceof HTMLSelectElement;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '/' && !typing) this.focusSearch();
    else if (event.key === 'Escape' && typing && this.search !== '') this.clearSearch();
    else return;
    event.preventDefault();
  }

  private onRowKey(event: KeyboardEvent, index: number, trace: TraceRow): void {
    if (event.target !== event.currentTarget) return;
    const last = (this.page.value?.traces.length ?? 1) - 1;
    const targets: Record<string, number> = {
      ArrowDown: Math.min(last, index + 1),
      ArrowUp: Math.max(0, index - 1),
      Home: 0,
      End: last,
    };
    if (event.key === 'Enter') this.open(trace, event);
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    this.focused = target;
    this.renderRoot.querySelectorAll<HTMLElement>('tbody tr')[target]?.focus();
  }

  private turnPage(cursors: string[]): void {
    this.cursors = cursors;
    this.focused = 0;
  }

  private renderPaging(view: TracesView): TemplateResult {
    const { locale } = this.connection;
    const from = this.cursors.length * this.pageSize + 1;
    const to = from + view.traces.length - 1;
    const total = `${number(view.total, locale)}${view.total_exact ? '' : '+'}`;
    return html`<span class="count muted number" role="status"
        >${view.traces.length === 0 ? '' : `${number(from, locale)}–${number(to, locale)} of ${total}`}</span
      >
      <button
        class="button icon"
        aria-label="Newer"
        title="Newer"
        ?disabled=${this.cursors.length === 0}
        @click=${() => this.turnPage(this.cursors.slice(0, -1))}
      >
        ${icon(ICONS.newer)}
      </button>
      <button
        class="button icon"
        aria-label="Older"
        title="Older"
        ?disabled=${view.next_cursor === null}
        @click=${() => this.turnPage([...this.cursors, view.next_cursor ?? ''])}
      >
        ${icon(ICONS.older)}
      </button>`;
  }

  private renderBar(view: TracesView | undefined): TemplateResult {
    return html`<div class="bar" part="bar">
      <div class="search">
        ${icon(ICONS.search)}
        <input
          class="field"
          type="search"
          aria-label="Search traces"
          placeholder="Search"
          autocomplete="off"
          @input=${this.onSearch}
        />
      </div>
      <select
        class="field"
        aria-label="Time range"
        @change=${(event: Event) => (this.hours = Number((event.target as HTMLSelectElement).value))}
      >
        ${RANGES.map(([label, hours]) => html`<option value=${hours} ?selected=${hours === this.hours}>${label}</option>`)}
      </select>
      <span class="space"></span>
      ${view === undefined ? nothing : this.renderPaging(view)}
      <button class="button icon" aria-label="Refresh" title="Refresh" @click=${this.refresh}>
        ${icon(ICONS.refresh)}
      </button>
    </div>`;
  }

  private renderTable(view: TracesView): TemplateResult {
    return html`<table part="table" aria-label="Traces" aria-busy=${this.page.loading}>
      <thead>
        <tr>
          ${COLUMNS.map(
            (column) =>
              html`<th class=${column.name} scope="col">
                ${'hidden' in column ? html`<span class="visually-hidden">${column.label}</span>` : column.label}
              </th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${repeat(
          view.traces,
          (trace) => trace.id,
          (trace, i) =>
            html`<tr
              tabindex=${i === this.focused ? 0 : -1}
              @click=${(event: MouseEvent) => this.open(trace, event)}
              @focus=${() => (this.focused = i)}
              @keydown=${(event: KeyboardEvent) => this.onRowKey(event, i, trace)}
            >
              ${renderTraceCells(trace, this.hrefOf(trace), this.connection.locale)}
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  private renderNothing(): TemplateResult {
    const { client } = this.connection;
    if (client !== undefined && this.search === '' && this.hours === 0 && this.cursors.length === 0) {
      return renderNoTraces(client, this.projectName);
    }
    const where = RANGES.find(([, hours]) => hours === this.hours && hours > 0)?.[0].toLowerCase();
    return html`<div class="state" part="empty">
      <strong
        >No trace
        matches${this.search === '' ? '' : ` “${this.search}”`}${where === undefined ? '' : ` in the ${where}`}</strong
      >
      <button class="button" @click=${this.clearSearch}>Show all traces</button>
    </div>`;
  }

  protected override render(): TemplateResult {
    if (this.connection.value === undefined) return renderUnconnected();
    const content = renderLoader(this.page, {
      lines: 10,
      notFound: 'There is no such project',
      errorReplacesValue: true,
      render: (view) => this.renderTable(view),
      renderEmpty: ({ traces }) => (traces.length === 0 ? this.renderNothing() : undefined),
    });
    return html`<div @keydown=${this.onKey}>${this.renderBar(this.page.value)}${content}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-traces': VitrineTraces;
  }
}
