import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { controls } from '../../theme/controls.styles.ts';
import { image } from '../../theme/image.styles.ts';
import { tokens } from '../../theme/tokens.styles.ts';
import { number } from '../../format/number.ts';
import { styles } from './vitrine-markdown.styles.ts';

/** Number of characters that are rendered at first. */
const CUT = 20_000;
/** Maximum length of a text that is rendered as markdown, in characters. */
const LONGEST_MARKDOWN = 200_000;

/**
 * A text that may be markdown. It is plain text until the renderer is loaded, which happens on first use, and also if
 * the renderer cannot be loaded.
 */
@customElement('vitrine-markdown')
export class VitrineMarkdown extends LitElement {
  static override styles = [tokens, controls, image, styles];

  @query('.text') private readonly container!: HTMLElement;

  @state() private shown = CUT;

  @property() text = '';
  @property() locale: string | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('text')) this.shown = CUT;
  }

  protected override updated(): void {
    const text = this.text.slice(0, this.shown);
    this.container.textContent = text;
    this.container.classList.add('plain');
    if (text.length <= LONGEST_MARKDOWN && /[*_`#[\]|>\n-]|https?:/.test(text))
      this.markUp(text).catch(() => undefined);
  }

  private async markUp(text: string): Promise<void> {
    const { renderMarkdown } = await import('../../markdown/render-markdown.ts');
    if (text !== this.text.slice(0, this.shown)) return;
    this.container.replaceChildren(renderMarkdown(text));
    this.container.classList.remove('plain');
  }

  protected override render(): TemplateResult {
    const rest = this.text.length - this.shown;
    return html`<div class="text"></div>
      ${
        rest > 0
          ? html`<button class="link" @click=${() => (this.shown *= 4)}>
              Show more of ${number(this.text.length, this.locale)} characters
            </button>`
          : nothing
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-markdown': VitrineMarkdown;
  }
}
