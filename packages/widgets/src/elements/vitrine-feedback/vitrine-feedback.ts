import type { FeedbackTarget, FeedbackView } from '@vitrine/core/model';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ConnectionController } from '../../controllers/connection-controller.ts';
import type { ViewClient } from '../../data/view-client.ts';
import { VitrineFeedbackEvent } from '../../events/feedback-event.ts';
import { THUMBS } from '../../icons/thumbs.ts';
import { styles } from './vitrine-feedback.styles.ts';

export type { FeedbackDetail } from '../../events/feedback-event.ts';

type Thumb = keyof typeof THUMBS;
const VALUES: Record<Thumb, number> = { up: 1, down: 0 };
const LABELS: Record<Thumb, string> = { up: 'Good answer', down: 'Bad answer' };

/** Time for which "Thanks" and "Undo" are shown, in ms. */
const THANKS_MS = 8_000;

/**
 * Two thumbs under an answer. A press is saved at once and opens a comment field; a second press on the same thumb
 * deletes the score. The element reads the user's earlier score when it comes into view.
 *
 * @summary Thumbs, and a comment after a press.
 *
 * @example
 * <vitrine-feedback server="/vitrine" trace-id="0198c0f2-6d3e-7c51-9a54-6c1f0f7f2b11"></vitrine-feedback>
 *
 * @fires {VitrineFeedbackEvent} vitrine-feedback - A score was saved or deleted.
 *
 * @csspart thumb - Each of the two buttons.
 * @csspart comment - Comment field under the buttons.
 *
 * @cssprop --vitrine-accent - Colour of links and focus.
 * @cssprop --vitrine-border - Colour of lines.
 * @cssprop --vitrine-error - Colour of the thumbs-down button when it is pressed.
 * @cssprop --vitrine-good - Colour of the thumbs-up button when it is pressed.
 * @cssprop [--vitrine-radius=6px] - Radius of corners.
 */
@customElement('vitrine-feedback')
export class VitrineFeedback extends LitElement {
  static override styles = styles;

  private readonly connection = new ConnectionController(this);
  private readonly inView = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) this.seen = true;
  });
  private thanksTimer: ReturnType<typeof setTimeout> | undefined;
  /** Key of the target and name that the state belongs to, and client that read it. */
  private key: string | undefined;
  private client: ViewClient | undefined;
  /** Whether the earlier score was requested already, or is no longer needed because of a press. */
  private requested = false;
  /** Whether the result of that request may still be shown. */
  private reading = false;
  /** The write in flight. The next write waits for it, so that the last press wins. */
  private writing: Promise<void> = Promise.resolve();

  @state() private seen = false;
  @state() private mine: FeedbackView['mine'] = null;
  @state() private commenting = false;
  @state() private thanks = false;
  @state() private failure: (() => void) | undefined;

  /** Mount path of the server on the page's own origin, if there is no `<vitrine-provider>` around the element. */
  @property() server: string | undefined;
  /** Id of the trace that is scored: one answer. */
  @property({ attribute: 'trace-id' }) traceId: string | undefined;
  /** Id of the conversation that is scored, with `project-name` or `project-id`. */
  @property({ attribute: 'thread-id' }) threadId: string | undefined;
  /** Name of the project of the conversation. */
  @property({ attribute: 'project-name' }) projectName: string | undefined;
  /** Id of the project of the conversation, instead of `project-name`. */
  @property({ attribute: 'project-id' }) projectId: string | undefined;
  /** Name of the score. */
  @property() name = 'user_feedback';

  override connectedCallback(): void {
    super.connectedCallback();
    this.watch();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.inView.disconnect();
    clearTimeout(this.thanksTimer);
  }

  protected override firstUpdated(): void {
    this.watch();
  }

  /** Observes a thumb, because an element with `display: contents` itself never comes into view. */
  private watch(): void {
    const thumb = this.renderRoot?.querySelector('.thumb');
    if (thumb) this.inView.observe(thumb);
  }

  private get target(): FeedbackTarget | undefined {
    if (this.traceId) return { trace_id: this.traceId };
    if (!this.threadId) return undefined;
    if (this.projectId) return { thread_id: this.threadId, project_id: this.projectId };
    return this.projectName ? { thread_id: this.threadId, project_name: this.projectName } : undefined;
  }

  protected override willUpdate(): void {
    const { client } = this.connection;
    const { target } = this;
    const key = client && target && JSON.stringify([target, this.name]);
    if (key !== this.key || client !== this.client) {
      this.key = key;
      this.client = client;
      this.requested = false;
      this.mine = null;
      this.commenting = false;
      this.thanks = false;
      this.failure = undefined;
    }
    if (client && target && this.seen && this.isConnected && !this.requested) void this.read(client, target);
  }

  private async read(client: ViewClient, target: FeedbackTarget): Promise<void> {
    const { key } = this;
    this.requested = true;
    this.reading = true;
    // If the score cannot be read, no thumb is pressed, and a press shows the error.
    const view = await client.feedback(target, this.name).catch(() => undefined);
    if (view !== undefined && this.key === key && this.client === client && this.reading) this.mine = view.mine;
  }

  private press(thumb: Thumb): void {
    const value = VALUES[thumb];
    if (this.mine?.value === value) this.save(null);
    else this.save({ value, category_name: thumb, reason: null });
  }

  private save(next: FeedbackView['mine']): void {
    const before = this.mine;
    this.requested = true;
    this.reading = false;
    this.mine = next;
    this.failure = undefined;
    this.commenting = next !== null && next.reason === null;
    this.thank(next !== null);
    this.writing = this.writing
      .then(() => this.write(next))
      .catch(() => {
        if (this.mine !== next) return;
        this.mine = before;
        this.commenting = false;
        this.thanks = false;
        this.failure = () => this.save(next);
      });
  }

  private async write(next: FeedbackView['mine']): Promise<void> {
    const { client } = this.connection;
    const { target } = this;
    if (client === undefined || target === undefined)
      throw new Error('There is no server, or no trace or conversation to score.');
    await (next === null
      ? client.deleteFeedback(target, this.name)
      : client.putFeedback({ ...target, name: this.name, ...next }));
    const { value = null, reason = null } = next ?? {};
    if (this.isConnected) this.dispatchEvent(new VitrineFeedbackEvent({ value, reason, target }));
  }

  private thank(thanks: boolean): void {
    this.thanks = thanks;
    clearTimeout(this.thanksTimer);
    if (thanks) this.thanksTimer = setTimeout(() => (this.thanks = false), THANKS_MS);
  }

  private sendComment(event: SubmitEvent): void {
    event.preventDefault();
    const reason = this.renderRoot.querySelector('textarea')?.value.trim() ?? '';
    if (reason !== '' && this.mine !== null) this.save({ ...this.mine, reason });
    else this.commenting = false;
    this.renderRoot.querySelector<HTMLElement>('[aria-pressed=true]')?.focus();
  }

  private onCommentKey(event: KeyboardEvent): void {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      (event.currentTarget as HTMLTextAreaElement).form?.requestSubmit();
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      this.commenting = false;
      this.renderRoot.querySelector<HTMLElement>('[aria-pressed=true]')?.focus();
    }
  }

  protected override render(): TemplateResult {
    return html`${(['up', 'down'] as const).map(
        (thumb) =>
          html`<button
            part="thumb"
            class="thumb ${thumb}"
            type="button"
            aria-label=${LABELS[thumb]}
            title=${LABELS[thumb]}
            aria-pressed=${this.mine?.value === VALUES[thumb]}
            @click=${() => this.press(thumb)}
          >
            <svg viewBox="0 0 16 16" aria-hidden="true">${THUMBS[thumb]}</svg>
          </button>`,
      )}<span role="status"
        >${this.thanks ? html`Thanks. <button class="link" @click=${() => this.save(null)}>Undo</button>` : nothing}${
          this.failure
            ? html`<span class="failed">This was not saved.</span>
                <button class="link" @click=${this.failure}>Try again</button>`
            : nothing
        }</span
      >${
        this.commenting
          ? html`<form @submit=${this.sendComment}>
              <textarea
                part="comment"
                rows="1"
                maxlength="2000"
                aria-label="Comment"
                placeholder=${this.mine?.value === 0 ? 'What went wrong?' : 'What was good?'}
                @keydown=${this.onCommentKey}
              ></textarea>
              <button class="send">Send</button>
            </form>`
          : nothing
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-feedback': VitrineFeedback;
  }
}
