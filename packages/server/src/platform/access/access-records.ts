import { z } from 'zod';
import { ACTIONS } from '../auth/action.ts';
import { EMBED_ACTIONS } from '../auth/permissions.ts';

/** Workspace of the records below: the server's own, which no caller can name. */
export const SERVER_WORKSPACE = '';

const Actions = z.array(z.enum(ACTIONS));
const Origins = z.array(z.string());

/** Bodies of the records that decide who may come in, by kind. */
export const ACCESS_RECORDS = {
  /** A workspace besides `default`. The record's name is the name of the workspace. */
  workspace: z.object({}),
  /** An API key. The record's name says what it is for. */
  api_key: z.object({
    /** SHA-256 of the key, in hex. The key itself is not stored. */
    digest: z.string(),
    workspaces: z.array(z.string()),
    /** Ids of projects, or `all`. */
    projects: z.union([z.literal('all'), z.array(z.string())]),
    actions: Actions,
    /** Origins of web pages that may use it. */
    origins: Origins,
    /** ISO 8601 */
    expires_at: z.string(),
  }),
  /** Time of the last use of an API key. It has the id of the key. */
  api_key_use: z.object({ used_at: z.string() }),
  /** A secret by which another backend signs embed tokens, and the most that these may allow. */
  embed_secret: z.object({
    /** The secret, encrypted. */
    sealed: z.string(),
    /** Last four characters of the secret, to recognize it. */
    hint: z.string(),
    workspace: z.string(),
    projects: z.union([z.literal('all'), z.array(z.string())]),
    actions: z.array(z.enum(EMBED_ACTIONS)),
    show: z.array(z.string()),
    origins: Origins,
  }),
  /** Revocation of all embed tokens of a subject that were issued before a moment. The record's name is the subject. */
  embed_cut: z.object({
    /** Workspace of the tokens; undefined for all workspaces. */
    workspace: z.string().optional(),
    /** The subject; undefined for the tokens of all subjects. */
    subject: z.string().optional(),
    /** ISO 8601 */
    issued_before: z.string(),
  }),
} as const satisfies Record<string, z.ZodType>;

export type AccessKind = keyof typeof ACCESS_RECORDS;
export type AccessBody<Kind extends AccessKind> = z.infer<(typeof ACCESS_RECORDS)[Kind]>;
