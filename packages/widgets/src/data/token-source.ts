/** Returns an embed token or API key. It is called again before the token expires, or when the server refuses it. */
export type TokenProvider = () => string | Promise<string>;

/** Time before its expiry at which a token is renewed, in ms. */
const RENEW_BEFORE_MS = 60_000;

/** Returns the expiry of a JWT, in ms since the epoch. Any other token never expires. */
function expiryOf(token: string): number {
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const { exp } = JSON.parse(atob(payload)) as { exp?: number };
    return exp === undefined ? Infinity : exp * 1000;
  } catch {
    return Infinity;
  }
}

/** Caches the current token. Concurrent requests share one call of the provider. */
export class TokenSource {
  private readonly provider: TokenProvider;
  private current: Promise<string> | undefined;
  private renewAt = 0;

  constructor(provider: TokenProvider) {
    this.provider = provider;
  }

  /** Returns a valid token. Rejects with the error of the provider. */
  async get(): Promise<string> {
    if (this.current === undefined || Date.now() >= this.renewAt) {
      this.renewAt = Infinity;
      this.current = Promise.resolve(this.provider()).then((token) => {
        this.renewAt = expiryOf(token) - RENEW_BEFORE_MS;
        return token;
      });
      this.current.catch(() => this.forget());
    }
    return this.current;
  }

  /** Makes the next {@link get} call the provider. */
  forget(): void {
    this.current = undefined;
  }
}
