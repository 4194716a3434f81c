import type { TraceView } from '@vitrine/core/model';
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { ConnectionController } from '../../controllers/connection-controller.ts';
import { Loader } from '../../controllers/loader.ts';
import { ViewError } from '../../data/view-error.ts';
import { VitrineLoadEvent } from '../../events/load-event.ts';
import { VitrineOpenThreadEvent, type OpenThreadDetail } from '../../events/open-thread-event.ts';
import type { VitrineSelectRowEvent } from '../../events/select-row-event.ts';
import { VitrineSelectSpanEvent } from '../../events/select-span-event.ts';
import { number } from '../../format/number.ts';
import { icon } from '../../icons/icon.ts';
import { ICONS } from '../../icons/icons.ts';
import { isInfrastructure, infrastructureCount } from '../../parts/span-tree/infrastructure.ts';
import { traceRow, type TreeRow } from '../../parts/span-tree/span-tree.ts';
import { renderLoader } from '../../states/render-loader.ts';
import { renderUnconnected } from '../../states/render-unconnected.ts';
import { states } from '../../states/states.styles.ts';
import { controls } from '../../theme/controls.styles.ts';
import { setStyle } from '../../theme/set-style.ts';
import { tokens } from '../../theme/tokens.styles.ts';
import '../../parts/vitrine-copy/vitrine-copy.ts';
import '../../parts/vitrine-span/vitrine-span.ts';
import '../../parts/vitrine-waterfall/vitrine-waterfall.ts';
import type { VitrineWaterfall } from '../../parts/vitrine-waterfall/vitrine-waterfall.ts';
import { PaneSplit } from './pane-split.ts';
import { renderKeys } from './render-keys.ts';
import { renderTraceHeader } from './render-trace-header.ts';
import { styles } from './vitrine-trace.styles.ts';

export type { OpenThreadDetail } from '../../events/open-thread-event.ts';
export type { SelectSpanDetail } from '../../events/select-span-event.ts';

/** Width below which the detail is a sheet over the tree, in px. */
const NARROW_PX = 720;
/**
 * Time after which a running trace is read again, in ms. A trace that has run for an hour may be abandoned, so it is
 * read less often.
 */
const LIVE_MS = 2_000;
const STALE_AFTER_MS = 60 * 60 * 1000;
const STALE_MS = 30_000;
/**
 * Time, in ms, for which a trace is still read again after its end. The last spans may still arrive, and a trace whose
 * root has not been received has the end of its last span so far.
 */
const SETTLING_MS = 120_000;
/** Age of an id, in ms, up to which its trace may still be on its way to the server. */
const NEW_MS = 30_000;

/** Returns whether a UUIDv7 was made just now. */
function isNewId(id: string): boolean {
  return Math.abs(Date.now() - Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)) < NEW_MS;
}

/**
 * One trace: the tree of its spans with time bars, and the input and output of the selected span. A running trace is
 * followed until it ends, and a trace that was made just now is waited for. Set its height with CSS; the default is 600 px.
 *
 * @summary One trace: tree, times, input and output.
 *
 * @example
 * <vitrine-trace server="/vitrine" trace-id="0198c0f2-6d3e-7c51-9a54-6c1f0f7f2b11"></vitrine-trace>
 *
 * @fires {VitrineSelectSpanEvent} vitrine-select-span - A row was selected.
 * @fires {VitrineOpenThreadEvent} vitrine-open-thread - "Conversation" was pressed. Cancelable: if it is not canceled,
 *   the browser follows the link of `thread-href`.
 * @fires {VitrineLoadEvent} vitrine-load - The trace was read from the server, which happens repeatedly while it runs.
 *
 * @csspart header - Line with the name and the figures.
 * @csspart title - Name and status.
 * @csspart tree - Tree with its bars.
 * @csspart split - Line between the tree and the detail.
 * @csspart detail - The selected span.
 * @csspart error - Message of a trace that cannot be shown.
 */
@customElement('vitrine-trace')
export class VitrineTrace extends LitElement {
  static override styles = [tokens, controls, states, styles];

  private readonly connection = new ConnectionController(this);
  private readonly split = new PaneSplit(this);
  private readonly trace = new Loader<TraceView>(this, {
    load: async (signal) => {
      const { client } = this.connection;
      if (client === undefined) throw new Error('There is no server.');
      const view = await client.trace(this.traceId ?? '', signal);
      signal.throwIfAborted();
      this.dispatchEvent(new VitrineLoadEvent(view.trace));
      return view;
    },
    refreshAfter: ({ trace }) => {
      if (trace.end_time !== null) {
        const sinceEndMs = Math.abs(Date.now() - Date.parse(trace.end_time));
        // The later, the less often: about fifteen times in all.
        return sinceEndMs < SETTLING_MS ? Math.max(LIVE_MS / 2, sinceEndMs / 4) : undefined;
      }
      return Date.now() - Date.parse(trace.start_time) < STALE_AFTER_MS ? LIVE_MS : STALE_MS;
    },
    isEarly: (error) => error instanceof ViewError && error.status === 404 && isNewId(this.traceId ?? ''),
  });
  private readonly resizes = new ResizeObserver(([entry]) => {
    this.narrow = (entry?.contentRect.width ?? NARROW_PX) < NARROW_PX;
  });
  private rows = new Map<string, TreeRow>();
  private rowsOf: TraceView | undefined;

  @query('vitrine-waterfall') private readonly waterfall!: VitrineWaterfall | null;
  @query('.find') private readonly findField!: HTMLInputElement | null;
  @query('.keys') private readonly keys!: HTMLElement | null;

  @state() private narrow = false;
  @state() private sheet = false;
  @state() private find = '';

  /** Mount path of the server on the page's own origin, if there is no `<vitrine-provider>` around the element. */
  @property() server: string | undefined;
  /** Id of the trace. */
  @property({ attribute: 'trace-id' }) traceId: string | undefined;
  /** Id of the selected span. The default is the trace itself. */
  @property({ attribute: 'span-id' }) spanId: string | undefined;
  /** URL of the page of a conversation, with `{project_id}` and `{thread_id}`. It makes "Conversation" a link. */
  @property({ attribute: 'thread-href' }) threadHref: string | undefined;
  /** Whether spans of HTTP, databases and other infrastructure are shown. Selecting one of them shows them too. */
  @property({ type: Boolean, attribute: 'all-spans' }) allSpans = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.resizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resizes.disconnect();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('traceId') && changed.get('traceId') !== undefined) {
      if (!changed.has('spanId')) this.spanId = undefined;
      this.sheet = false;
      this.find = '';
    }
    const { client } = this.connection;
    this.trace.want(this.traceId || undefined, client);
    const view = this.trace.value;
    if (view === undefined) return;
    if (view !== this.rowsOf || changed.has('spanId')) {
      const selected = view.spans.find(({ id }) => id === this.spanId);
      if (selected !== undefined && isInfrastructure(selected)) this.allSpans = true;
    }
    if (view === this.rowsOf) return;
    this.rowsOf = view;
    this.rows = new Map<string, TreeRow>([traceRow(view), ...view.spans].map((row) => [row.id, row]));
  }

  /** Reads the trace again. */
  refresh(): void {
    this.trace.refresh();
  }

  private select(id: string): void {
    this.spanId = id;
    this.dispatchEvent(new VitrineSelectSpanEvent({ id, trace_id: this.traceId ?? '' }));
  }

  private async openSheet(): Promise<void> {
    if (!this.narrow) return;
    this.sheet = true;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.close')?.focus();
  }

  private closeSheet(): void {
    this.sheet = false;
    this.waterfall?.focus();
  }

  private onKey(event: KeyboardEvent): void {
    const typing = event.composedPath()[0] instanceof HTMLInputElement;
    const actions: Record<string, () => void> = typing
      ? { Escape: () => this.clearFind() }
      : {
          Escape: () => (this.sheet ? this.closeSheet() : this.clearFind()),
          '/': () => this.findField?.focus(),
          '?': () => this.keys?.togglePopover(),
          n: () => this.waterfall?.selectNextError(),
        };
    const action = event.ctrlKey || event.metaKey || event.altKey ? undefined : actions[event.key];
    if (action === undefined || (event.key === 'Escape' && !this.sheet && this.find === '' && !typing)) return;
    event.preventDefault();
    event.stopPropagation();
    action();
  }

  private clearFind(): void {
    this.find = '';
    if (this.findField !== null) this.findField.value = '';
    this.waterfall?.focus();
  }

  /** Selects the trace if the selected span gets hidden. */
  private toggleAllSpans(): void {
    this.allSpans = !this.allSpans;
    const selected = this.rowsOf?.spans.find(({ id }) => id === this.spanId);
    if (!this.allSpans && selected !== undefined && isInfrastructure(selected)) this.select(this.traceId ?? '');
  }

  private openThread(event: MouseEvent, detail: OpenThreadDetail): void {
    if (!this.dispatchEvent(new VitrineOpenThreadEvent(detail))) event.preventDefault();
  }

  private renderThreadLink({ trace }: TraceView): TemplateResult | typeof nothing {
    if (trace.thread_id === null || this.threadHref === undefined) return nothing;
    const detail = { thread_id: trace.thread_id, project_id: trace.project_id };
    const href = this.threadHref
      .replace('{project_id}', encodeURIComponent(trace.project_id))
      .replace('{thread_id}', encodeURIComponent(trace.thread_id));
    return html`<a
      class="button quiet"
      title="Conversation"
      href=${href}
      @click=${(event: MouseEvent) => this.openThread(event, detail)}
      >${icon(ICONS.thread)}<span>Conversation</span></a
    >`;
  }

  private renderTools(view: TraceView): TemplateResult {
    return html`<div class="tools">
      ${this.renderThreadLink(view)}
      <input
        class="field find"
        type="search"
        aria-label="Find spans"
        placeholder="Find"
        autocomplete="off"
        @input=${(event: InputEvent) => (this.find = (event.target as HTMLInputElement).value)}
      />
      <button
        class="button quiet icon keys-button"
        title="Keys"
        aria-label="Keys"
        @click=${() => this.keys?.togglePopover()}
      >
        ${icon(ICONS.keyboard)}
      </button>
      <vitrine-copy what="trace id" .text=${() => view.trace.id}></vitrine-copy>
    </div>`;
  }

  private renderDetail(row: TreeRow | undefined): TemplateResult {
    return html`<vitrine-span
      part="detail"
      class=${this.narrow ? 'sheet' : ''}
      .client=${this.connection.client}
      .traceId=${this.traceId ?? ''}
      .row=${row}
      .locale=${this.connection.locale}
    >
      ${
        this.narrow
          ? html`<button slot="actions" class="button quiet icon close" aria-label="Close" @click=${this.closeSheet}>
              ${icon(ICONS.close)}
            </button>`
          : nothing
      }
    </vitrine-span>`;
  }

  private renderTrace(view: TraceView): TemplateResult {
    const { locale } = this.connection;
    const selected = this.spanId !== undefined && this.rows.has(this.spanId) ? this.spanId : view.trace.id;
    const hidden = { count: infrastructureCount(view), shown: this.allSpans, toggle: () => this.toggleAllSpans() };
    return html`<div class=${this.narrow ? 'whole narrow' : 'whole'} @keydown=${this.onKey}>
      <div class="header" part="header">
        ${renderTraceHeader(view, locale, () => this.waterfall?.selectNextError(), hidden)}${this.renderTools(view)}
      </div>
      ${
        view.span_total > view.spans.length
          ? html`<div class="partial">
              ${number(view.spans.length, locale)} of ${number(view.span_total, locale)} spans are shown.
            </div>`
          : nothing
      }
      <div class="panes" ${setStyle({ '--split': `${this.split.percent}%` })}>
        <vitrine-waterfall
          part="tree"
          .view=${view}
          .selected=${selected}
          .find=${this.find}
          .all=${this.allSpans}
          .locale=${locale}
          @vitrine-select-row=${(event: VitrineSelectRowEvent) => this.select(event.detail.id)}
          @vitrine-open-row=${this.openSheet}
        ></vitrine-waterfall>
        ${this.narrow ? nothing : this.split.render()}
        ${!this.narrow || this.sheet ? this.renderDetail(this.rows.get(selected)) : nothing}
      </div>
      ${renderKeys()}
    </div>`;
  }

  protected override render(): TemplateResult {
    if (this.connection.value === undefined) return renderUnconnected();
    return renderLoader(this.trace, {
      lines: 8,
      notFound: 'There is no such trace',
      render: (view) => this.renderTrace(view),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-trace': VitrineTrace;
  }
}
