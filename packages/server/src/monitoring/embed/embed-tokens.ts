import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import type { AccessBody } from '../../platform/access/access-records.ts';
import type { Registry } from '../../platform/access/registry.ts';
import type { Secrets } from '../../platform/access/secrets.ts';
import type { Action } from '../../platform/auth/action.ts';
import { AUDIENCE } from '../../platform/auth/authorization.ts';
import { parseRedaction } from '../../platform/auth/fields.ts';
import { EMBED_GRANTS } from '../../platform/auth/permissions.ts';
import { DEFAULT_WORKSPACE, serverPrincipal, type Principal } from '../../platform/auth/principal.ts';
import type { RecordOf } from '../../platform/records/records.ts';
import type { Scope } from '../../storage/database/scope.ts';
import type { Projects } from '../../tracing/project-registry/projects.ts';
import { EmbedGrant, FeedbackGrant, grantFault, scopeCondition, type EmbedScope } from './embed-grant.ts';
import { EmbedClaims, FeedbackClaims, ISSUER } from './token-claims.ts';
import { isRevoked } from './revocations.ts';

/** Default and maximum life of an embed token, in seconds. */
const LIFE_S = 3_600;
const MAX_LIFE_S = 24 * 3_600;
/** Default and maximum life of a feedback token, in seconds. */
const FEEDBACK_LIFE_S = 30 * 24 * 3_600;
/** Clocks of servers and browsers may differ by this time, in seconds. */
const SKEW_S = 30;
/** Maximum length of a token, in bytes. */
const MAX_BYTES = 8 * 1_024;

const Subject = z.string().min(1).max(300);
const Life = (maximum: number, usual: number) =>
  z.number().int().min(1).max(maximum, `expected at most ${maximum} seconds`).default(usual);

const Common = z.object({ subject: Subject, workspace: z.string().default(DEFAULT_WORKSPACE) });
const EmbedRequest = Common.extend({ expiresIn: Life(MAX_LIFE_S, LIFE_S) });

/** Options of {@link EmbedTokens.token}. */
export type EmbedTokenOptions = z.input<typeof EmbedGrant> & {
  /** The end user, who becomes the author of the scores. */
  subject: string;
  /** Workspace; `default` if left out. */
  workspace?: string;
  /** Life of the token, in seconds: 3,600 if left out, at most 86,400. */
  expiresIn?: number;
};

/** Options of {@link EmbedTokens.feedbackToken}. */
export type FeedbackTokenOptions = z.input<typeof FeedbackGrant> & {
  subject: string;
  workspace?: string;
  /** Life of the token, in seconds: 30 days if left out, which is the maximum. */
  expiresIn?: number;
};

/** Dependencies of {@link EmbedTokens}. */
export interface EmbedParts {
  secrets: Secrets;
  registry: Registry;
  projects: Projects;
}

/** Mints and checks tokens for pages of a product. Their scope is in the token, so a request needs no statement. */
export class EmbedTokens {
  readonly #parts: EmbedParts;

  constructor(parts: EmbedParts) {
    this.#parts = parts;
  }

  /**
   * Returns a token that shows an end user some traces of one project.
   *
   * @throws {VitrineError} `invalid` with the field that is not accepted, `unavailable` if no secret is configured
   * @example
   * await vitrine.embed.token({ subject: user.id, user: user.id, show: ['conversation', 'steps'] });
   */
  async token({ subject, workspace, expiresIn, ...given }: EmbedTokenOptions): Promise<string> {
    const common = parsed(EmbedRequest, { subject, workspace, expiresIn });
    const { project, trace, thread, user, filter, actions, show, redact, feedback, origins } = parsed(
      EmbedGrant,
      given,
    );
    const scope = defined({ project, trace, thread, user, filter });
    return this.#sign(common, {
      scope: scope as EmbedScope,
      act: actions,
      show,
      red: redact,
      org: origins,
      ...(actions.includes('feedback') && { fb: feedback.names }),
    });
  }

  /**
   * Returns a token that can give one score to one trace or conversation, and reads nothing.
   *
   * @throws {VitrineError} as {@link token} does
   */
  async feedbackToken({ subject, workspace, expiresIn, ...given }: FeedbackTokenOptions): Promise<string> {
    const request = Common.extend({ expiresIn: Life(FEEDBACK_LIFE_S, FEEDBACK_LIFE_S) });
    const common = parsed(request, { subject, workspace, expiresIn });
    return this.#sign(common, { feedback: defined(parsed(FeedbackGrant, given)) });
  }

  /**
   * Returns the principal of a token.
   *
   * @throws {VitrineError} `unauthenticated` if the token is not accepted
   */
  async identify(text: string, request: IncomingMessage): Promise<Principal> {
    if (Buffer.byteLength(text) > MAX_BYTES) throw refused(`it has more than ${MAX_BYTES} bytes`);
    await this.#parts.registry.ready();
    const { payload, secret } = await this.#verify(text);
    const isFeedback = Object.hasOwn(payload, 'feedback');
    const claims = claimsOf(isFeedback ? FeedbackClaims : EmbedClaims, payload);
    if (claims.exp - claims.iat > (isFeedback ? FEEDBACK_LIFE_S : MAX_LIFE_S)) throw refused('its life is too long');
    if (claims.iat > Date.now() / 1_000 + SKEW_S) throw refused('it was issued in the future');
    if (claims.iss !== (secret?.id ?? ISSUER)) throw refused('its issuer is another');
    if (isRevoked(this.#parts.registry, claims)) throw refused('it was revoked');
    const principal = isFeedback
      ? await this.#feedbackPrincipal(claims as z.output<typeof FeedbackClaims>)
      : await this.#embedPrincipal(claims as z.output<typeof EmbedClaims>);
    return withCeiling(principal, secret, request);
  }

  /**
   * Returns the principal of an end user whom the host's hook has identified.
   *
   * @throws {VitrineError} `invalid` with the field of the grant that is not accepted
   */
  async endUser({ embed, ...visitor }: { subject: string; workspace: string; embed: object }): Promise<Principal> {
    return this.#principalOf({ id: visitor.subject, ...visitor }, parsed(EmbedGrant, embed));
  }

  async #sign(
    { subject, workspace, expiresIn }: { subject: string; workspace: string; expiresIn: number },
    claims: object,
  ): Promise<string> {
    const [signing] = this.#parts.secrets.keys('embed');
    if (!signing) throw new Error('there is no signing key');
    const iat = Date.now() / 1_000;
    const token = await new SignJWT({ ...claims, ws: workspace, iat, exp: Math.floor(iat) + expiresIn })
      .setProtectedHeader({ alg: 'HS256', kid: signing.id })
      .setAudience(AUDIENCE)
      .setIssuer(ISSUER)
      .setSubject(subject)
      .setJti(randomUUID())
      .sign(signing.key);
    if (Buffer.byteLength(token) <= MAX_BYTES) return token;
    throw new VitrineError('invalid', `the token has more than ${MAX_BYTES} bytes; shorten its scope and redact`);
  }

  async #verify(text: string): Promise<{ payload: object; secret: EmbedSecret | undefined }> {
    let secret: EmbedSecret | undefined;
    try {
      const { payload } = await jwtVerify(
        text,
        ({ kid }) => {
          const own = this.#parts.secrets.find('embed', kid ?? '');
          if (own) return own;
          secret = kid === undefined ? undefined : this.#parts.registry.get('embed_secret', kid);
          const key = secret && this.#parts.secrets.open(secret.body.sealed, contextOf(secret.id));
          if (key === undefined) throw refused('its kid is unknown');
          return Buffer.from(key);
        },
        { algorithms: ['HS256'], audience: AUDIENCE, clockTolerance: SKEW_S },
      );
      return { payload, secret };
    } catch (error) {
      if (error instanceof VitrineError) throw error;
      throw refused(error instanceof errors.JWTExpired ? 'it has expired' : 'it is not valid');
    }
  }

  async #embedPrincipal(claims: z.output<typeof EmbedClaims>): Promise<Principal> {
    const { sub: subject, jti: id, ws: workspace, exp, act: actions, show, red: redact, org: origins, fb } = claims;
    const feedback = { names: fb ?? ['user_feedback'] };
    const grant = { ...claims.scope, actions, show, redact, origins, feedback };
    return { ...(await this.#principalOf({ id, subject, workspace }, grant)), expiresAt: exp * 1_000 };
  }

  async #principalOf(
    { id, subject, workspace }: { id: string; subject: string; workspace: string },
    { actions: granted, show, redact, feedback, origins, ...scope }: EmbedGrant,
  ): Promise<Principal> {
    const actions: Action[] = granted.flatMap((each) => EMBED_GRANTS[each]);
    return {
      kind: 'embed',
      id,
      workspace,
      subject,
      actions: new Set(actions),
      scope: await this.#scopeOf(workspace, scope),
      fields: { show: new Set(show), redact: redact.map(parseRedaction) },
      feedback,
      origins,
      ambient: false,
    };
  }

  async #feedbackPrincipal({
    sub,
    jti,
    ws: workspace,
    exp,
    feedback,
  }: z.output<typeof FeedbackClaims>): Promise<Principal> {
    const { project, trace, thread, name, values } = feedback;
    return {
      kind: 'feedback',
      id: jti,
      workspace,
      subject: sub,
      actions: new Set<Action>(['scores:write']),
      scope: await this.#scopeOf(workspace, { project, trace, thread }),
      fields: { show: new Set(), redact: [] },
      feedback: { names: [name], ...(values && { values }) },
      ambient: false,
      expiresAt: exp * 1_000,
    };
  }

  /** Returns the scope of a token. It is empty if there is no such project. */
  async #scopeOf(workspace: string, { project, trace, thread, user, filter }: EmbedScope): Promise<Scope> {
    const found = await this.#parts.projects.byName(serverPrincipal(workspace), project);
    const id = found?.id;
    return {
      projects: id === undefined ? [] : [id],
      traces: {
        ...(trace !== undefined && { ids: [trace] }),
        ...(thread !== undefined && { threads: id === undefined ? [] : [{ project_id: id, thread_id: thread }] }),
        ...(user !== undefined && { user }),
        ...(filter !== undefined && { condition: scopeCondition(filter) }),
      },
    };
  }
}

type EmbedSecret = RecordOf<AccessBody<'embed_secret'>>;

/** Returns what a sealed embed secret belongs to. */
export function contextOf(id: string): string {
  return `embed_secret/${id}`;
}

/** Narrows what a token of an embed secret allows to what the secret allows, and checks the origin of the page. */
function withCeiling(principal: Principal, secret: EmbedSecret | undefined, { headers }: IncomingMessage): Principal {
  const { origin } = headers;
  for (const origins of [principal.origins ?? [], secret?.body.origins ?? []]) {
    if (origin !== undefined && origins.length > 0 && !origins.includes(origin)) {
      throw new VitrineError(
        'forbidden',
        `the token may not be used by pages of ${origin}; its origins do not name it`,
      );
    }
  }
  if (!secret) return principal;
  const { workspace, projects, actions, show } = secret.body;
  if (principal.workspace !== workspace) throw refused('its secret belongs to another workspace');
  const allowed = new Set(actions.flatMap((each) => EMBED_GRANTS[each]));
  return {
    ...principal,
    actions: new Set([...principal.actions].filter((action) => allowed.has(action))),
    scope: {
      ...principal.scope,
      projects: narrowed(principal.scope.projects, projects),
    },
    ...(principal.fields && {
      fields: {
        ...principal.fields,
        show: new Set([...principal.fields.show].filter((group) => show.includes(group))),
      },
    }),
  };
}

function narrowed(given: Scope['projects'], ceiling: Scope['projects']): Scope['projects'] {
  if (ceiling === 'all') return given;
  return given === 'all' ? ceiling : given.filter((id) => ceiling.includes(id));
}

function refused(reason: string): VitrineError {
  return new VitrineError('unauthenticated', `the token is not accepted: ${reason}`);
}

function claimsOf<Schema extends z.ZodType>(schema: Schema, payload: object): z.output<Schema> {
  const { data, error } = schema.safeParse(payload);
  if (error) throw refused(grantFault(error));
  return data;
}

/** @throws {VitrineError} `invalid` that names the field */
function parsed<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const { data, error } = schema.safeParse(given);
  if (error) throw new VitrineError('invalid', `the token was not made: ${grantFault(error)}`);
  return data;
}

/** Returns an object without its undefined fields. */
function defined<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
