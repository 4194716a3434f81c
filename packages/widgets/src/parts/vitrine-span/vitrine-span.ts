import type { Body, Json } from '@vitrine/core/model';
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Loader } from '../../controllers/loader.ts';
import type { ViewClient } from '../../data/view-client.ts';
import { cost, isCostIncomplete } from '../../format/cost.ts';
import { duration } from '../../format/duration.ts';
import { renderQuantity } from '../../format/quantity.ts';
import { tokenCount } from '../../format/token-count.ts';
import { KINDS, type RowKind } from '../../icons/kind-icons.ts';
import type { Message } from '../../messages/message.ts';
import { readConversation } from '../../messages/read-messages.ts';
import type { TreeRow } from '../span-tree/span-tree.ts';
import { renderLoader } from '../../states/render-loader.ts';
import { states } from '../../states/states.styles.ts';
import { controls } from '../../theme/controls.styles.ts';
import { tokens } from '../../theme/tokens.styles.ts';
import '../vitrine-copy/vitrine-copy.ts';
import '../vitrine-messages/vitrine-messages.ts';
import '../vitrine-value/vitrine-value.ts';
import { renderDetails } from './render-details.ts';
import { renderScoreTable } from './render-score-table.ts';
import { styles } from './vitrine-span.styles.ts';

type Tab = 'messages' | 'io' | 'details' | 'scores';
const TABS: Record<Tab, string> = { messages: 'Messages', io: 'Input/Output', details: 'Details', scores: 'Scores' };

/** Kinds of rows with an input and output that may be a conversation. */
const CONVERSING = new Set<RowKind>(['trace', 'agent', 'step', 'chain', 'llm', 'general']);

/** Maximum number of cached bodies. A cached body is shown at once when its span is selected again. */
const CACHE_SIZE = 30;

/**
 * One span: its input and output as messages or as JSON, its details and scores. Its body is fetched when it is shown.
 * A part of `<vitrine-trace>`.
 *
 * @slot actions - Buttons at the end of the title.
 */
@customElement('vitrine-span')
export class VitrineSpan extends LitElement {
  static override styles = [tokens, controls, states, styles];

  private readonly body = new Loader<Body>(this, { load: (signal) => this.load(signal), keep: true });
  private readonly cache = new Map<string, Body>();
  private messages: Message[] = [];
  private messagesOf: Body | undefined;

  @state() private selectedTab: Tab | undefined;
  @state() private asText = false;

  @property({ attribute: false }) client: ViewClient | undefined;
  @property({ attribute: false }) traceId = '';
  @property({ attribute: false }) row: TreeRow | undefined;
  @property() locale: string | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { row, client } = this;
    // Another user may not see the same bodies.
    if (changed.has('client')) this.cache.clear();
    this.body.want(row === undefined ? undefined : `${this.traceId} ${row.id} ${row.end_time}`, client);
    const body = this.current;
    if (body === this.messagesOf || row === undefined) return;
    this.messagesOf = body;
    this.messages = [];
    if (body === undefined || !CONVERSING.has(row.kind)) return;
    this.messages = readConversation(body.input, body.output);
  }

  private async load(signal: AbortSignal): Promise<Body> {
    const { client, row, traceId } = this;
    if (client === undefined || row === undefined) throw new Error('There is nothing to load.');
    const key = `${traceId} ${row.id} ${row.end_time}`;
    const cached = this.cache.get(key);
    if (cached !== undefined) return cached;
    const { bodies } = await client.bodies(traceId, [row.id], signal);
    const body = bodies[0];
    if (body === undefined) throw new Error('The server has no body of this span.');
    if (row.end_time !== null) this.cache.set(key, body);
    const oldest = this.cache.keys().next();
    if (this.cache.size > CACHE_SIZE && oldest.done === false) this.cache.delete(oldest.value);
    return body;
  }

  /** The loaded body, unless it belongs to the previous row. */
  private get current(): Body | undefined {
    return this.body.value?.id === this.row?.id ? this.body.value : undefined;
  }

  private get tabs(): Tab[] {
    // Until the body is loaded, the tab "Messages" is shown for kinds that may have a conversation, so that tabs rarely
    // move.
    const mayConverse = this.current === undefined && this.row !== undefined && CONVERSING.has(this.row.kind);
    return mayConverse || this.messages.length > 0
      ? ['messages', 'io', 'details', 'scores']
      : ['io', 'details', 'scores'];
  }

  private get tab(): Tab {
    const { tabs } = this;
    return tabs.find((tab) => tab === this.selectedTab) ?? tabs[0] ?? 'io';
  }

  private onTabKey(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const { tabs } = this;
    this.selectedTab = tabs[(tabs.indexOf(this.tab) + step + tabs.length) % tabs.length];
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('[aria-selected=true]')?.focus());
  }

  private renderFacts(row: TreeRow): TemplateResult {
    const unpriced = isCostIncomplete(row);
    // A span that is named after its model has the model in its title.
    const source = [row.model === row.name ? null : row.model, row.provider]
      .filter((part) => part !== null)
      .join(' · ');
    return html`<div class="facts">
      <span class="muted">${KINDS[row.kind].label}</span>
      ${source === '' ? nothing : html`<span>${source}</span>`}
      ${row.end_time === null ? html`<span class="muted">running</span>` : renderQuantity(duration(row.duration, this.locale))}
      ${
        row.ttft === null
          ? nothing
          : html`<span><span class="muted">first token</span> ${renderQuantity(duration(row.ttft, this.locale))}</span>`
      }
      ${row.total_tokens === null ? nothing : renderQuantity(tokenCount(row.total_tokens, this.locale))}
      ${
        row.total_estimated_cost === null && !unpriced
          ? nothing
          : renderQuantity(cost(row.total_estimated_cost, unpriced, this.locale))
      }
      ${row.has_error ? html`<span class="failed">failed</span>` : nothing}
    </div>`;
  }

  private renderException(body: Body): TemplateResult | typeof nothing {
    const { error_info: error } = body;
    if (error === null) return nothing;
    return html`<div class="exception" part="exception">
      <strong>${error.exception_type}</strong>
      ${error.message ? html`<p>${error.message}</p>` : nothing}
      ${
        error.traceback
          ? html`<details>
              <summary>Traceback</summary>
              <vitrine-value class="traceback" .value=${error.traceback}></vitrine-value>
            </details>`
          : nothing
      }
    </div>`;
  }

  private renderSide(title: string, value: Json): TemplateResult {
    const isBranch = typeof value === 'object' && value !== null;
    const text = (): string => (typeof value === 'string' ? value : JSON.stringify(value, null, 2));
    return html`<section>
      <h4 class="section-title">
        <span>${title}</span>
        ${
          isBranch
            ? html`<button
                class="button quiet"
                aria-pressed=${this.asText}
                @click=${() => (this.asText = !this.asText)}
              >
                ${this.asText ? 'As tree' : 'As text'}
              </button>`
            : nothing
        }
        ${value === null ? nothing : html`<vitrine-copy what=${title.toLowerCase()} .text=${text}></vitrine-copy>`}
      </h4>
      ${
        value === null
          ? html`<span class="muted">none</span>`
          : html`<vitrine-value
              .value=${value}
              as=${this.asText ? 'text' : 'tree'}
              .locale=${this.locale}
            ></vitrine-value>`
      }
    </section>`;
  }

  private renderTab(row: TreeRow, body: Body): TemplateResult {
    const panels: Record<Tab, () => TemplateResult> = {
      messages: () => html`<vitrine-messages .messages=${this.messages} .locale=${this.locale}></vitrine-messages>`,
      io: () => html`${this.renderSide('Input', body.input)}${this.renderSide('Output', body.output)}`,
      details: () => renderDetails(row, body, this.locale),
      scores: () => renderScoreTable(body.feedback_scores, this.locale),
    };
    return html`${this.renderException(body)}${panels[this.tab]()}`;
  }

  private renderPanel(row: TreeRow): TemplateResult {
    const loader = { value: this.current, error: this.body.error, refresh: () => this.body.refresh() };
    return renderLoader(loader, {
      lines: 6,
      notFound: 'There is no such span',
      render: (body) => this.renderTab(row, body),
    });
  }

  protected override render(): TemplateResult | typeof nothing {
    const { row } = this;
    if (row === undefined) return nothing;
    const scoreCount = this.current?.feedback_scores.length ?? 0;
    return html`<div class="header">
        <div class="title">
          <h3 class="cut" title=${row.name}>${row.name || KINDS[row.kind].label}</h3>
          <slot name="actions"></slot>
        </div>
        ${this.renderFacts(row)}
        <div role="tablist" aria-label="Parts of the span" @keydown=${this.onTabKey}>
          ${this.tabs.map(
            (tab) =>
              html`<button
                role="tab"
                id="tab-${tab}"
                aria-controls="panel"
                aria-selected=${tab === this.tab}
                tabindex=${tab === this.tab ? 0 : -1}
                @click=${() => (this.selectedTab = tab)}
              >
                ${TABS[tab]}${tab === 'scores' && scoreCount > 0 ? html` <span class="muted">${scoreCount}</span>` : nothing}
              </button>`,
          )}
        </div>
      </div>
      <div id="panel" role="tabpanel" tabindex="0" aria-labelledby="tab-${this.tab}">${this.renderPanel(row)}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-span': VitrineSpan;
  }
}
