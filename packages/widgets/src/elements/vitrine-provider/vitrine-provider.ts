import { ContextProvider } from '@lit/context';
import { LitElement, css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { connectionContext } from '../../data/connection.ts';
import type { TokenProvider } from '../../data/token-source.ts';
import { ViewClient } from '../../data/view-client.ts';

/**
 * Time, in ms, in which at most one new token provider is called to compare its user. A framework may set an equal
 * function each time it renders.
 */
const TEST_PAUSE_MS = 5_000;

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

  private client: ViewClient | undefined;
  /** Token provider that is not known to be of the same user as the last one. */
  private untested: TokenProvider | undefined;
  private testTimer: ReturnType<typeof setTimeout> | undefined;
  private nextTestAt = 0;
  private readonly context = new ContextProvider(this, { context: connectionContext });

  /** Mount path of the server on the page's own origin, such as `/vitrine`. */
  @property() server: string | undefined;

  /**
   * Returns an embed token, which is sent as `Authorization: Bearer`. It is called before the first request,
   * and again before the token expires. If another function returns the token of another user, the elements drop what
   * they show and request it again. It is a property without an attribute, because a token must not be in the markup.
   */
  @property({ attribute: false }) tokenProvider: TokenProvider | undefined;

  /** `light`, `dark`, or `auto`, which follows the `color-scheme` of the page. */
  @property({ reflect: true }) theme: 'auto' | 'light' | 'dark' = 'auto';

  /** BCP 47 tag for numbers and dates, such as `de-CH`. The default is the locale of the browser. */
  @property() locale: string | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.untested !== undefined) this.testLater();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.testTimer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { server, tokenProvider, locale, client } = this;
    if (server === undefined || server === null) return;
    if (client === undefined || changed.has('server')) this.connect(server, tokenProvider);
    else if (changed.has('tokenProvider')) {
      if (tokenProvider === undefined || client.tokens === undefined) this.connect(server, tokenProvider);
      else {
        this.untested = tokenProvider;
        this.testLater();
      }
    } else if (changed.has('locale')) this.context.setValue({ client, locale });
  }

  /** Gives the elements a new client. They request what they show again. */
  private connect(server: string, tokenProvider: TokenProvider | undefined): void {
    clearTimeout(this.testTimer);
    this.untested = undefined;
    this.client = new ViewClient(server, tokenProvider);
    this.context.setValue({ client: this.client, locale: this.locale });
  }

  private testLater(): void {
    clearTimeout(this.testTimer);
    this.testTimer = setTimeout(() => void this.test(), Math.max(0, this.nextTestAt - Date.now()));
  }

  /** Makes the elements request everything again if the new token provider is for another user. */
  private async test(): Promise<void> {
    const { untested, client, server } = this;
    if (untested === undefined || client?.tokens === undefined || server === undefined) return;
    this.untested = undefined;
    this.nextTestAt = Date.now() + TEST_PAUSE_MS;
    const isSameUser = await client.tokens.replace(untested);
    if (!isSameUser && this.client === client && this.isConnected) this.connect(server, this.tokenProvider);
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
