import type { IncomingMessage } from 'node:http';
import { decodeJwt } from 'jose';

/** Audience of embed and feedback tokens, by which they are told apart from the host's own tokens. */
export const AUDIENCE = 'vitrine-embed';

/** What the header `Authorization` of a request contains. `other` is a form that is not one of Vitrine's. */
export type Authorization = { kind: 'absent' | 'other' } | { kind: 'key' | 'token'; text: string };

const BEARER = /^bearer\s+(?<text>\S+)$/i;

/** Parses `Authorization: vtr_…`, `Bearer vtr_…` and `Bearer <token>`. An empty header counts as absent. */
export function authorizationOf({ headers }: IncomingMessage): Authorization {
  const given = headers.authorization?.trim() ?? '';
  if (given === '') return { kind: 'absent' };
  const text = BEARER.exec(given)?.groups?.['text'] ?? given;
  if (text.startsWith('vtr_')) return { kind: 'key', text };
  return text !== given && isEmbedToken(text) ? { kind: 'token', text } : { kind: 'other' };
}

/** Whether a text claims to be an embed or feedback token. Its signature is not checked. */
function isEmbedToken(text: string): boolean {
  try {
    const { aud } = decodeJwt(text);
    return aud === AUDIENCE || (Array.isArray(aud) && aud.includes(AUDIENCE));
  } catch {
    return false;
  }
}
