import type { EmbedTokenOptions, EmbedTokens, FeedbackTokenOptions } from '../monitoring/embed/embed-tokens.ts';
import { revoke, type Revocation } from '../monitoring/embed/revocations.ts';
import type { Registry } from '../platform/access/registry.ts';
import { SERVER_PRINCIPAL } from '../platform/auth/principal.ts';

/** Tokens for pages of a product. */
export interface Embed {
  /**
   * Returns a token that shows an end user some traces of one project.
   *
   * @throws {VitrineError} `invalid` with the field that is not accepted, `unavailable` if no secret is configured
   * @example
   * app.get('/api/vitrine-token', async (request, response) => {
   *   response.json({ token: await vitrine.embed.token({ subject: request.user.id, user: request.user.id }) });
   * });
   */
  token(options: EmbedTokenOptions): Promise<string>;
  /** Returns a token that can give one score to one trace or conversation, and reads nothing. */
  feedbackToken(options: FeedbackTokenOptions): Promise<string>;
  /**
   * Returns a link for an e-mail, whose page asks before it writes the score.
   *
   * @throws if the option `publicUrl` is not set
   */
  feedbackLink(options: FeedbackTokenOptions): Promise<string>;
  /** Revokes the tokens of a subject, or of everybody, that were issued until now. */
  revoke(which?: Revocation): Promise<void>;
}

/** Returns the part of a server that hands out tokens. */
export function embedOf(
  { embedTokens, registry }: { embedTokens: EmbedTokens; registry: Registry },
  publicUrl: string | undefined,
): Embed {
  return {
    token: (options) => embedTokens.token(options),
    feedbackToken: (options) => embedTokens.feedbackToken(options),
    async feedbackLink(options) {
      if (publicUrl === undefined) throw new Error('a link needs the option publicUrl (VITRINE_PUBLIC_URL)');
      return `${publicUrl.replace(/\/$/, '')}/feedback#${await embedTokens.feedbackToken(options)}`;
    },
    revoke: (which = {}) => revoke(registry, SERVER_PRINCIPAL, which),
  };
}
