import type { ThreadView, Turn } from '@vitrine/core/model';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { ConnectionController } from '../../controllers/connection-controller.ts';
import { Loader } from '../../controllers/loader.ts';
import { VitrineLoadEvent } from '../../events/load-event.ts';
import { VitrineOpenTraceEvent } from '../../events/open-trace-event.ts';
import { cost } from '../../format/cost.ts';
import { duration } from '../../format/duration.ts';
import { number } from '../../format/number.ts';
import { renderQuantity } from '../../format/quantity.ts';
import { renderTime } from '../../format/time.ts';
import { tokenCount } from '../../format/token-count.ts';
import { icon } from '../../icons/icon.ts';
import { ICONS } from '../../icons/icons.ts';
import { renderLoader } from '../../states/render-loader.ts';
import { renderUnconnected } from '../../states/render-unconnected.ts';
import { states } from '../../states/states.styles.ts';
import { controls } from '../../theme/controls.styles.ts';
import { tokens } from '../../theme/tokens.styles.ts';
import '../vitrine-feedback/vitrine-feedback.ts';
import '../../parts/vitrine-markdown/vitrine-markdown.ts';
import '../vitrine-trace/vitrine-trace.ts';
import { styles } from './vitrine-thread.styles.ts';

/** Number of turns that are shown at first: the latest ones. */
const SHOWN = 50;
/** Time after which a conversation without its last answer is read again, in ms. */
const LIVE_MS = 2_000;

/**
 * A conversation with an agent: questions and answers. Each answer has its duration, tokens and cost, two thumbs, and
 * "How was this answered?", which expands the trace in place.
 *
 * @summary A conversation with an agent.
 *
 * @example
 * <vitrine-thread server="/vitrine" project-name="support" thread-id="chat-17"></vitrine-thread>
 *
 * @fires {VitrineOpenTraceEvent} vitrine-open-trace - "How was this answered?" was pressed. Cancelable: if it is not
 *   canceled, the trace is expanded under the answer.
 * @fires {VitrineFeedbackEvent} vitrine-feedback - A thumb inside was saved or deleted.
 * @fires {VitrineSelectSpanEvent} vitrine-select-span - A row of an expanded trace was selected.
 * @fires {VitrineLoadEvent} vitrine-load - The conversation, or an expanded trace, was read from the server.
 *
 * @csspart user - Message of the user.
 * @csspart assistant - Answer of the agent.
 * @csspart line - Muted line under an answer.
 * @csspart trace - An expanded trace.
 * @csspart error - Message of a conversation that cannot be shown.
 *
 * @cssprop [--vitrine-text-size=14px] - Size of texts.
 * @cssprop [--vitrine-line=22px] - Height of a line of text.
 */
@customElement('vitrine-thread')
export class VitrineThread extends LitElement {
  static override styles = [tokens, controls, states, styles];

  private readonly connection = new ConnectionController(this);
  private readonly thread = new Loader<ThreadView>(this, {
    load: async (signal) => {
      const { client } = this.connection;
      if (client === undefined) throw new Error('There is no server.');
      const view = await client.thread(
        { thread_id: this.threadId ?? '', project_id: this.projectId, project_name: this.projectName },
        signal,
      );
      signal.throwIfAborted();
      this.dispatchEvent(new VitrineLoadEvent(view));
      return view;
    },
    refreshAfter: (view) => (view.turns.at(-1)?.duration === null ? LIVE_MS : undefined),
  });

  @state() private unfolded: ReadonlySet<string> = new Set();
  @state() private shown = SHOWN;

  /** Mount path of the server on the page's own origin, if there is no `<vitrine-provider>` around the element. */
  @property() server: string | undefined;
  /** Id of the conversation. */
  @property({ attribute: 'thread-id' }) threadId: string | undefined;
  /** Name of the project. */
  @property({ attribute: 'project-name' }) projectName: string | undefined;
  /** Id of the project, instead of `project-name`. */
  @property({ attribute: 'project-id' }) projectId: string | undefined;
  /** URL of the page of a trace, with `{id}` for its id. An expanded trace links to it. */
  @property({ attribute: 'trace-href' }) traceHref: string | undefined;

  protected override willUpdate(): void {
    const { client } = this.connection;
    const project = this.projectId || this.projectName;
    this.thread.want(this.threadId && project ? JSON.stringify([this.threadId, project]) : undefined, client);
  }

  /** Reads the conversation again. */
  refresh(): void {
    this.thread.refresh();
  }

  private toggle(turn: Turn): void {
    const unfolded = new Set(this.unfolded);
    if (!unfolded.delete(turn.trace_id)) {
      if (!this.dispatchEvent(new VitrineOpenTraceEvent({ id: turn.trace_id }))) return;
      unfolded.add(turn.trace_id);
    }
    this.unfolded = unfolded;
  }

  private renderFigures(turn: Turn): TemplateResult[] {
    const { locale } = this.connection;
    const figures = [
      html`<span>${renderTime(turn.start_time, locale)}</span>`,
      turn.duration === null ? undefined : renderQuantity(duration(turn.duration, locale)),
      turn.total_tokens === null ? undefined : renderQuantity(tokenCount(turn.total_tokens, locale)),
      turn.total_estimated_cost === null ? undefined : renderQuantity(cost(turn.total_estimated_cost, false, locale)),
    ];
    return figures.flatMap((figure) =>
      figure === undefined ? [] : [html`${figure}<span aria-hidden="true">·</span>`],
    );
  }

  private renderAnswer(turn: Turn): TemplateResult {
    if (turn.output !== '') {
      return html`<vitrine-markdown
        part="assistant"
        .text=${turn.output}
        .locale=${this.connection.locale}
      ></vitrine-markdown>`;
    }
    if (turn.error_info === null && turn.duration === null) return html`<span class="muted">Answering…</span>`;
    return turn.error_info === null ? html`<span class="muted">No answer</span>` : html``;
  }

  private renderTurn(turn: Turn): TemplateResult {
    const open = this.unfolded.has(turn.trace_id);
    const { error_info: error } = turn;
    return html`<li class="turn">
      <div class="column">
        ${
          turn.input === ''
            ? nothing
            : html`<div class="user" part="user">
                <span class="visually-hidden">User:</span>
                <vitrine-markdown .text=${turn.input} .locale=${this.connection.locale}></vitrine-markdown>
              </div>`
        }
        <div class="assistant">
          <span class="visually-hidden">Assistant:</span>
          ${this.renderAnswer(turn)}
          ${
            error === null
              ? nothing
              : html`<div class="failure">
                  ${icon(ICONS.error)}<span>${error.exception_type}${error.message ? `: ${error.message}` : ''}</span>
                </div>`
          }
        </div>
        <div class="line" part="line">
          ${this.renderFigures(turn)}
          <vitrine-feedback .server=${this.server} trace-id=${turn.trace_id}></vitrine-feedback>
          <button class="link how" aria-expanded=${open} @click=${() => this.toggle(turn)}>
            How was this answered?
          </button>
          ${
            open && this.traceHref !== undefined
              ? html`<span aria-hidden="true">·</span>
                  <a href=${this.traceHref.replace('{id}', encodeURIComponent(turn.trace_id))}>Open its page</a>`
              : nothing
          }
        </div>
      </div>
      ${open ? html`<vitrine-trace part="trace" .server=${this.server} trace-id=${turn.trace_id}></vitrine-trace>` : nothing}
    </li>`;
  }

  private renderThread(view: ThreadView): TemplateResult {
    const { locale } = this.connection;
    const hidden = Math.max(0, view.turns.length - this.shown);
    return html`${
        hidden > 0
          ? html`<button class="button earlier" @click=${() => (this.shown += SHOWN)}>
              Show earlier turns (${number(hidden, locale)} more)
            </button>`
          : nothing
      }
      <ol>
        ${repeat(
          view.turns.slice(hidden),
          (turn) => turn.trace_id,
          (turn) => this.renderTurn(turn),
        )}
      </ol>
      ${
        view.turn_total > view.turns.length
          ? html`<div class="partial">
              ${number(view.turns.length, locale)} of ${number(view.turn_total, locale)} turns are shown.
            </div>`
          : nothing
      }`;
  }

  protected override render(): TemplateResult {
    if (this.connection.value === undefined) return renderUnconnected();
    return renderLoader(this.thread, {
      lines: 6,
      notFound: 'There is no such conversation',
      render: (view) => this.renderThread(view),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-thread': VitrineThread;
  }
}
