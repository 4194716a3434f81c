import { z } from 'zod';
import { EmbedGrant, FeedbackGrant, NarrowScope } from './embed-grant.ts';

/** Issuer of tokens that the server itself signs. Tokens of an embed secret name the secret. */
export const ISSUER = 'vitrine';

const Standard = z.object({
  aud: z.literal('vitrine-embed'),
  iss: z.string(),
  sub: z.string().min(1).max(300),
  iat: z.number(),
  exp: z.number(),
  jti: z.string().min(1).max(100),
  /** Workspace. */
  ws: z.string(),
});

const grant = EmbedGrant.shape;

/** Claims of an embed token, with the short names that keep it small. */
export const EmbedClaims = Standard.extend({
  scope: NarrowScope,
  act: grant.actions,
  show: grant.show,
  red: grant.redact,
  org: grant.origins,
  fb: grant.feedback.unwrap().shape.names.optional(),
});
export type EmbedClaims = z.input<typeof EmbedClaims>;

/** Claims of a feedback token. */
export const FeedbackClaims = Standard.extend({ feedback: FeedbackGrant });
export type FeedbackClaims = z.input<typeof FeedbackClaims>;
