import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { controls } from '../../theme/controls.styles.ts';
import { image } from '../../theme/image.styles.ts';
import { tokens } from '../../theme/tokens.styles.ts';
import { number } from '../../format/number.ts';
import { styles } from './vitrine-markdown.styles.ts';

/** Characters that are rendered at first. */
const CUT = 20_000;
/** Above this many characters a text stays plain. */
const LONGEST_MARKDOWN = 200_000;

/**
 * A text that may be markdown. It stands as plain text until the renderer, which loads on first use, has come; where
 * that fails it stays so.
 */
@customElement('vitrine-markdown')
export class VitrineMarkdown extends LitElement {
  static override styles = [tokens, controls, image, styles];

  @query('.text') private readonly place!: HTMLElement;

  @state() private shown = CUT;

  @property() text = '';
  @property() locale: string | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('text')) this.shown = CUT;
  }

  protected override updated(): void {
    const text = this.text.slice(0, this.shown);
    this.place.textContent = text;
    this.place.classList.add('plain');
    if (text.length <= LONGEST_MARKDOWN && /[*_`#[\]|>\n-]|https?:/.test(text))
      this.markUp(text).catch(() => undefined);
  }

  private async markUp(text: string): Promise<void> {
    const { renderMarkdown } = await import('../../markdown/render-markdown.ts');
    if (text !== this.text.slice(0, this.shown)) return;
    this.place.replaceChildren(renderMarkdown(text));
    this.place.classList.remove('plain');
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
