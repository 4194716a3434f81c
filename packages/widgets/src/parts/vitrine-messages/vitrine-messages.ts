import type { Json } from '@vitrine/core/model';
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { icon } from '../../icons/icon.ts';
import { KINDS } from '../../icons/kind-icons.ts';
import { isImageData } from '../../media/is-image-data.ts';
import type { MediaPart, Message, Part } from '../../messages/message.ts';
import { controls } from '../../theme/controls.styles.ts';
import { image } from '../../theme/image.styles.ts';
import { tokens } from '../../theme/tokens.styles.ts';
import '../vitrine-markdown/vitrine-markdown.ts';
import '../vitrine-value/vitrine-value.ts';
import { styles } from './vitrine-messages.styles.ts';

/** Number of messages that are shown at first: the latest ones. */
const SHOWN = 30;
/** Maximum length of the JSON that is shown on the line of its tool, in characters. */
const INLINE_JSON = 90;
/** Length from which a system message is collapsed, in characters. */
const SYSTEM_CUT = 600;

function inlineJson(value: Json): string | undefined {
  if (typeof value === 'string') return value.length <= INLINE_JSON && !value.includes('\n') ? value : undefined;
  if (typeof value === 'object' && value !== null && Object.keys(value).length > 8) return undefined;
  const text = JSON.stringify(value);
  return text.length <= INLINE_JSON ? text : undefined;
}

/** Messages of a model call: their roles, text as markdown, tool calls as name and JSON, and files. */
@customElement('vitrine-messages')
export class VitrineMessages extends LitElement {
  static override styles = [tokens, controls, image, styles];

  @state() private shown = SHOWN;
  @state() private unfolded: ReadonlySet<number> = new Set();
  /** Images that were clicked. */
  @state() private openImages: ReadonlySet<MediaPart> = new Set();

  @property({ attribute: false }) messages: Message[] = [];
  @property() locale: string | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('messages')) {
      this.shown = SHOWN;
      this.unfolded = new Set();
      this.openImages = new Set();
    }
  }

  private renderTool(name: string, value: Json, arrow: string): TemplateResult {
    const inline = inlineJson(value);
    return html`<div class="call">
        <span class="name">${icon(KINDS.tool.icon)}<span class="visually-hidden">${arrow}</span>${name}</span>
        ${inline === undefined ? nothing : html`<span class="inline">${inline}</span>`}
      </div>
      ${
        inline === undefined
          ? html`<vitrine-value class="block" .value=${value} .locale=${this.locale}></vitrine-value>`
          : nothing
      }`;
  }

  /**
   * Shows an image in the message on click. An image on another server is a link, because loading it would reveal the
   * reader to that server.
   */
  private renderMedia(part: MediaPart): TemplateResult {
    const { label, url } = part;
    if (url !== undefined && isImageData(url)) {
      if (this.openImages.has(part)) return html`<img alt=${label} src=${url} />`;
      return html`<button
        class="image"
        type="button"
        @click=${() => (this.openImages = new Set([...this.openImages, part]))}
      >
        Show ${label}
      </button>`;
    }
    if (url !== undefined && URL.canParse(url) && /^https?:/i.test(url)) {
      return html`<a href=${url} target="_blank" rel="noopener noreferrer">${label} from ${new URL(url).host}</a>`;
    }
    return html`<span class="muted">[${label}]</span>`;
  }

  private renderPart(part: Part): TemplateResult {
    switch (part.type) {
      case 'tool-call':
        return this.renderTool(part.name, part.value, 'calls');
      case 'tool-result':
        return this.renderTool(part.name, part.value, 'answers');
      case 'media':
        return this.renderMedia(part);
      case 'json':
        return html`<vitrine-value .value=${part.value} .locale=${this.locale}></vitrine-value>`;
      default:
        return html`<vitrine-markdown class=${part.type} .text=${part.text} .locale=${this.locale}></vitrine-markdown>`;
    }
  }

  private renderMessage(message: Message, index: number): TemplateResult {
    const length = message.parts.reduce((sum, part) => sum + ('text' in part ? part.text.length : 0), 0);
    const folded = message.role === 'system' && length > SYSTEM_CUT && !this.unfolded.has(index);
    return html`<li class=${message.role}>
      <span class="role">${message.role}</span>
      <div class=${folded ? 'clamped' : ''}>
        ${message.parts.map((part) => html`<div class="part">${this.renderPart(part)}</div>`)}
        ${message.parts.length === 0 ? html`<span class="muted">empty</span>` : nothing}
      </div>
      ${
        folded
          ? html`<button class="link" @click=${() => (this.unfolded = new Set([...this.unfolded, index]))}>
              Show all
            </button>`
          : nothing
      }
    </li>`;
  }

  protected override render(): TemplateResult {
    const hidden = Math.max(0, this.messages.length - this.shown);
    return html`${
        hidden > 0
          ? html`<button class="button earlier" @click=${() => (this.shown += 5 * SHOWN)}>
              Show earlier messages (${hidden} more)
            </button>`
          : nothing
      }
      <ol>
        ${this.messages.slice(hidden).map((message, i) => this.renderMessage(message, hidden + i))}
      </ol>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-messages': VitrineMessages;
  }
}
