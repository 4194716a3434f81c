import { newId } from '@vitrine/core/model';
import type { Registry } from '../../platform/access/registry.ts';
import type { Principal } from '../../platform/auth/principal.ts';
import { DEFAULT_WORKSPACE } from '../../platform/auth/principal.ts';

/** Which tokens are revoked: those of a subject in a workspace, or all of a workspace. */
export interface Revocation {
  subject?: string;
  /** `default` if left out. */
  workspace?: string;
}

/**
 * Revokes the tokens that were issued until now. They are refused at once by this server, and within 5 s by others.
 * Tokens that are issued later are accepted.
 */
export async function revoke(
  registry: Registry,
  author: Pick<Principal, 'subject'>,
  { subject, workspace = DEFAULT_WORKSPACE }: Revocation,
): Promise<void> {
  await registry.ready();
  const body = { workspace, ...(subject !== undefined && { subject }), issued_before: new Date().toISOString() };
  const earlier = registry
    .list('embed_cut')
    .find((cut) => cut.body.workspace === workspace && cut.body.subject === subject);
  await registry.put(author, 'embed_cut', { id: earlier?.id ?? newId(), name: subject ?? '', body });
}

/** Whether a token was revoked. */
export function isRevoked(registry: Registry, { sub, ws, iat }: { sub: string; ws: string; iat: number }): boolean {
  // Another backend may round the time of issue down to seconds. Its tokens of the same second are refused too.
  return registry
    .list('embed_cut')
    .some(
      ({ body }) =>
        (body.workspace === undefined || body.workspace === ws) &&
        (body.subject === undefined || body.subject === sub) &&
        iat * 1_000 <= Date.parse(body.issued_before),
    );
}
