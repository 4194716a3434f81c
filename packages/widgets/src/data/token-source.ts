/** Returns an embed token. It is called again before the token expires, or when the server refuses it. */
export type TokenProvider = () => string | Promise<string>;

/** Part of its life after which a token is renewed. */
const RENEW_AFTER = 0.8;

/** Claims that differ between two tokens of the same user. */
const RENEWED_CLAIMS = new Set(['exp', 'iat', 'nbf', 'jti', 'auth_time']);

/** Returns the claims of a JWT; undefined for any other token. */
function claimsOf(token: string): Record<string, unknown> | undefined {
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const claims: unknown = JSON.parse(atob(payload));
    return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Returns when a JWT that was just received is renewed, in ms since the epoch. Its life begins now if it does not say when
 * it was issued, or if its clock is ahead. Any other token is never renewed.
 */
function renewalOf(token: string): number {
  const { exp, iat } = claimsOf(token) ?? {};
  if (typeof exp !== 'number') return Infinity;
  const now = Date.now();
  const begun = typeof iat === 'number' ? Math.min(iat * 1_000, now) : now;
  return begun + RENEW_AFTER * (exp * 1_000 - begun);
}

/** Returns a text that two tokens share if they give the same user the same rights. */
function holderOf(token: string): string {
  const claims = claimsOf(token);
  if (claims === undefined) return token;
  const entries = Object.entries(claims).filter(([name]) => !RENEWED_CLAIMS.has(name));
  return JSON.stringify(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Caches the current token. Concurrent requests share one call of the provider. */
export class TokenSource {
  private provider: TokenProvider;
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
        this.renewAt = renewalOf(token);
        return token;
      });
      this.current.catch(() => this.forget());
    }
    return this.current;
  }

  /**
   * Takes another provider, if its token is for the same user. An application may create an equal function each time it
   * renders.
   *
   * @returns false if another client is needed: the token is for another user, or one of the two tokens is not known
   */
  async replace(provider: TokenProvider): Promise<boolean> {
    const before = await this.current?.catch(() => undefined);
    const token = await Promise.resolve()
      .then(provider)
      .catch(() => undefined);
    if (before === undefined || token === undefined || holderOf(token) !== holderOf(before)) return false;
    this.provider = provider;
    return true;
  }

  /** Makes the next {@link get} call the provider, unless another token was received since. */
  async refuse(token: string): Promise<void> {
    const { current } = this;
    if ((await current?.catch(() => undefined)) === token && this.current === current) this.forget();
  }

  private forget(): void {
    this.current = undefined;
  }
}
