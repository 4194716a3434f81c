import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { icon } from '../../icons/icon.ts';
import { ICONS } from '../../icons/icons.ts';
import { controls } from '../../theme/controls.styles.ts';
import { tokens } from '../../theme/tokens.styles.ts';

/** Time for which the tick is shown, in ms. */
const DONE_MS = 1_500;

/** A button that copies a text and confirms it. */
@customElement('vitrine-copy')
export class VitrineCopy extends LitElement {
  static override styles = [
    tokens,
    controls,
    css`
      :host {
        display: inline-block;
        vertical-align: middle;
      }
      .done {
        color: var(--_good);
      }
    `,
  ];

  private timer: ReturnType<typeof setTimeout> | undefined;

  @state() private done = false;

  /** Returns the text. It is called on a press, because the text may be megabytes long. */
  @property({ attribute: false }) text: () => string = () => '';
  /** Name of the text for the label of the button, such as `id` or `input`. */
  @property() what = '';

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  private async copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.text());
    } catch {
      // A page without a secure context and a frame without the permission have no clipboard API.
      const area = document.createElement('textarea');
      area.value = this.text();
      document.body.append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
    }
    this.done = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.done = false), DONE_MS);
  }

  protected override render(): TemplateResult {
    return html`<button
        class="button quiet icon"
        type="button"
        aria-label="Copy ${this.what}"
        title="Copy ${this.what}"
        @click=${this.copy}
      >
        <span class=${this.done ? 'done' : ''}>${icon(this.done ? ICONS.check : ICONS.copy)}</span></button
      ><span class="visually-hidden" role="status">${this.done ? 'Copied' : ''}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-copy': VitrineCopy;
  }
}
