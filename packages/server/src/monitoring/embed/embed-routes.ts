import { z } from 'zod';
import type { Registry } from '../../platform/access/registry.ts';
import { FIELD_GROUPS } from '../../platform/auth/fields.ts';
import { Origin } from '../../platform/auth/origin.ts';
import { EMBED_ACTIONS } from '../../platform/auth/permissions.ts';
import type { Principal } from '../../platform/auth/principal.ts';
import { json } from '../../platform/http/answer.ts';
import { route, type Route } from '../../platform/http/route.ts';
import type { Projects } from '../../tracing/project-registry/projects.ts';
import type { EmbedSecret, EmbedSecrets } from './embed-secrets.ts';
import { revoke } from './revocations.ts';

const PATH = '/api/v1/access';

const SecretWrite = z.strictObject({
  /** Which backend signs with it. */
  name: z.string().trim().min(1).max(100),
  /** Names of projects; all projects if left out. */
  projects: z.array(z.string().min(1)).min(1).max(100).optional(),
  actions: z
    .array(z.enum(EMBED_ACTIONS))
    .min(1)
    .default([...EMBED_ACTIONS]),
  show: z.array(z.enum(FIELD_GROUPS)).default(['conversation']),
  origins: z.array(Origin).max(20).default([]),
});

const SecretAnswer = z.object({
  id: z.string(),
  name: z.string(),
  /** Last four characters of the secret. */
  hint: z.string(),
  projects: z.union([z.literal('all'), z.array(z.string())]),
  actions: z.array(z.string()),
  show: z.array(z.string()),
  origins: z.array(z.string()),
  created_at: z.string(),
  created_by: z.string(),
});
const SecretsAnswer = z.object({ secrets: z.array(SecretAnswer) });
/** The secret itself is in this answer only. */
const NewSecretAnswer = z.object({ id: z.string(), secret: z.string() });

/** Which tokens are revoked; all of the workspace if no subject is named. */
const RevocationWrite = z.strictObject({ subject: z.string().min(1).max(300).optional() });
const RevocationsAnswer = z.object({
  revocations: z.array(z.object({ subject: z.string().nullable(), issued_before: z.string(), created_by: z.string() })),
});

/** Dependencies of {@link embedRoutes}. */
interface EmbedRouteParts {
  embedSecrets: EmbedSecrets;
  registry: Registry;
  projects: Projects;
}

/** Routes about embed tokens: the secrets of other backends, and revocations. */
export function embedRoutes({ embedSecrets, registry, projects }: EmbedRouteParts): Route[] {
  return [
    route(
      {
        name: 'listEmbedSecrets',
        method: 'GET',
        path: `${PATH}/embed-secrets`,
        summary: 'Secrets by which other backends sign embed tokens',
        action: 'embed:mint',
        answer: json(SecretsAnswer),
      },
      async ({ principal }) => ({ secrets: (await embedSecrets.list(principal.workspace)).map(toAnswer) }),
    ),
    route(
      {
        name: 'createEmbedSecret',
        method: 'POST',
        path: `${PATH}/embed-secrets`,
        summary: 'Create an embed secret; the answer shows it once',
        action: 'embed:mint',
        body: SecretWrite,
        answer: json(NewSecretAnswer),
      },
      async ({ principal, body: { name, projects: names, ...ceiling } }) =>
        embedSecrets.create(principal, name, {
          ...ceiling,
          workspace: principal.workspace,
          projects: names
            ? await idsOf(principal, names)
            : principal.scope.projects === 'all'
              ? 'all'
              : [...principal.scope.projects],
        }),
    ),
    route(
      {
        name: 'revokeEmbedSecret',
        method: 'DELETE',
        path: `${PATH}/embed-secrets/:id`,
        summary: 'Revoke an embed secret with its tokens',
        action: 'embed:revoke',
      },
      ({ principal, params }) => embedSecrets.revoke(principal, principal.workspace, params['id'] ?? ''),
    ),
    route(
      {
        name: 'listRevocations',
        method: 'GET',
        path: `${PATH}/revocations`,
        summary: 'Revocations of embed tokens',
        action: 'embed:revoke',
        answer: json(RevocationsAnswer),
      },
      async ({ principal: { workspace } }) => {
        await registry.ready();
        const cuts = registry.list('embed_cut').filter(({ body }) => body.workspace === workspace);
        return {
          revocations: cuts.map(({ body, last_updated_by }) => ({
            subject: body.subject ?? null,
            issued_before: body.issued_before,
            created_by: last_updated_by,
          })),
        };
      },
    ),
    route(
      {
        name: 'revokeTokens',
        method: 'POST',
        path: `${PATH}/revocations`,
        summary: 'Revoke the embed tokens of a subject, or all of the workspace',
        action: 'embed:revoke',
        body: RevocationWrite,
      },
      ({ principal, body: { subject } }) =>
        revoke(registry, principal, { workspace: principal.workspace, ...(subject !== undefined && { subject }) }),
    ),
  ];

  function idsOf(principal: Principal, names: readonly string[]): Promise<string[]> {
    return Promise.all(names.map((name) => projects.idOf(principal, name)));
  }
}

function toAnswer({ id, name, body, created_at, created_by }: EmbedSecret): z.input<typeof SecretAnswer> {
  const { hint, projects, actions, show, origins } = body;
  return { id, name, hint, projects, actions, show, origins, created_at, created_by };
}
