/** Gives an embed token or API key; asked again shortly before the token ends, or when the server refuses it. */
export type TokenProvider = () => string | Promise<string>;

/** How long before its end a token is renewed, in ms. */
const RENEW_BEFORE_MS = 60_000;

/** When a JWT ends, in ms since the epoch; never for anything that is not one. */
function endOf(token: string): number {
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const { exp } = JSON.parse(atob(payload)) as { exp?: number };
    return exp === undefined ? Infinity : exp * 1000;
  } catch {
    return Infinity;
  }
}

/** Holds the current token. Elements that ask at the same time share one call of the provider. */
export class TokenSource {
  private readonly provider: TokenProvider;
  private current: Promise<string> | undefined;
  private renewAt = 0;

  constructor(provider: TokenProvider) {
    this.provider = provider;
  }

  /** The token, fresh or still good. Rejects with whatever the provider throws. */
  async get(): Promise<string> {
    if (this.current === undefined || Date.now() >= this.renewAt) {
      this.renewAt = Infinity;
      this.current = Promise.resolve(this.provider()).then((token) => {
        this.renewAt = endOf(token) - RENEW_BEFORE_MS;
        return token;
      });
      this.current.catch(() => this.forget());
    }
    return this.current;
  }

  /** Makes the next {@link get} ask the provider. */
  forget(): void {
    this.current = undefined;
  }
}
