import { ContextProvider } from '@lit/context';
import { LitElement, css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { connectionContext } from '../../data/connection.ts';
import type { TokenProvider } from '../../data/token-source.ts';
import { ViewClient } from '../../data/view-client.ts';

/**
 * Tells the elements inside it where the Vitrine server is, who asks, and how to look. It draws nothing itself.
 *
 * @example
 * <vitrine-provider server="/vitrine" theme="auto">
 *   <vitrine-traces project-name="support"></vitrine-traces>
 * </vitrine-provider>
 *
 * @slot - The page's own content, with Vitrine's elements anywhere in it, also inside other shadow roots.
 */
@customElement('vitrine-provider')
export class VitrineProvider extends LitElement {
  static override styles = css`
    :host {
      display: contents;
    }
    :host([theme='light']) {
      color-scheme: light;
    }
    :host([theme='dark']) {
      color-scheme: dark;
    }
  `;

  private readonly context = new ContextProvider(this, { context: connectionContext });

  /** The server's mount path (`/vitrine`) or URL (`https://agents.example.com/vitrine`). */
  @property() server: string | undefined;

  /**
   * Gives an embed token or API key, sent as `Authorization: Bearer`. Asked when the first request is made, and again
   * before the token ends. A property only: a token never stands in an attribute.
   */
  @property({ attribute: false }) tokenProvider: TokenProvider | undefined;

  /** `light`, `dark`, or `auto`: as the page's own `color-scheme` says. */
  @property({ reflect: true }) theme: 'auto' | 'light' | 'dark' = 'auto';

  /** BCP 47 tag for numbers and dates, such as `de-CH`; the browser's own where absent. */
  @property() locale: string | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('server') && !changed.has('tokenProvider') && !changed.has('locale')) return;
    const { server, tokenProvider, locale } = this;
    if (server === undefined || server === null) return;
    const client =
      changed.has('server') || changed.has('tokenProvider')
        ? new ViewClient(server, tokenProvider)
        : this.context.value.client;
    this.context.setValue({ client, locale });
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-provider': VitrineProvider;
  }
}
