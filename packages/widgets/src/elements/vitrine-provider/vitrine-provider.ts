import { ContextProvider } from '@lit/context';
import { LitElement, css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { connectionContext } from '../../data/connection.ts';
import type { TokenProvider } from '../../data/token-source.ts';
import { ViewClient } from '../../data/view-client.ts';

/**
 * Gives the elements inside it the server, the token, the theme and the locale. It draws nothing itself. The design
 * tokens (`--vitrine-*`) can be set on it.
 *
 * @summary Server, token, theme and locale for the elements inside.
 *
 * @example
 * <vitrine-provider server="/vitrine" theme="auto">
 *   <vitrine-traces project-name="support"></vitrine-traces>
 * </vitrine-provider>
 *
 * @slot - Content of the page. Vitrine's elements can be at any depth, also inside other shadow roots.
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

  /** Mount path (`/vitrine`) or URL (`https://agents.example.com/vitrine`) of the server. */
  @property() server: string | undefined;

  /**
   * Returns an embed token or API key, which is sent as `Authorization: Bearer`. It is called before the first request,
   * and again before the token expires. It is a property without an attribute, because a token must not be in the
   * markup.
   */
  @property({ attribute: false }) tokenProvider: TokenProvider | undefined;

  /** `light`, `dark`, or `auto`, which follows the `color-scheme` of the page. */
  @property({ reflect: true }) theme: 'auto' | 'light' | 'dark' = 'auto';

  /** BCP 47 tag for numbers and dates, such as `de-CH`. The default is the locale of the browser. */
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
