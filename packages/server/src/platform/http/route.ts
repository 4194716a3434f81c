import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { Stream } from '../accounting/accounting.ts';
import type { Action } from '../auth/action.ts';
import type { Fields } from '../auth/fields.ts';
import type { Principal } from '../auth/principal.ts';
import type { Batch } from '../validation/batch.ts';
import type { Answer } from './answer.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

type UnparsedBody = Pick<Batch<never>, 'documented'> | Pick<Batch<object>, 'documented'>;

/**
 * How the body of a route is read: a schema that parses it; a batch, whose handler gets the unparsed body; `file` for
 * bytes that the handler reads from the request; `otlp` for an export in protobuf or JSON.
 */
type BodyDeclaration = z.ZodType | UnparsedBody | 'file' | 'otlp';

/** Description of a route, from which the router, the API document and the table of permissions are derived. */
export interface RouteDeclaration {
  /** Unique name in camel case, the `operationId` of the API document, such as `getTrace`. */
  name: string;
  method: Method;
  /** Path below the mount, such as `/api/v1/private/traces/:id`. */
  path: string;
  summary: string;
  /** The action that the caller needs permission for, or the reason why everybody may call this route. */
  action: Action | { public: string };
  /** Schema of the query; left out if the route takes no parameters. */
  query?: z.ZodObject;
  body?: BodyDeclaration;
  /** Maximum size of the body in bytes, if it is smaller than the server's maximum. */
  maxBodyBytes?: number;
  /** 204 without a body if left out. */
  answer?: Answer;
  /**
   * Returns what a caller that sees only some fields gets of the handler's result. Without it, such callers are
   * refused.
   */
  shows?: (result: never, fields: Fields) => unknown;
  /** If set, a refused body is counted as one refused write of this stream. */
  counts?: Stream;
}

/** Argument of a handler. */
export interface RouteContext<Query, Body> {
  /** Sender of the request. */
  principal: Principal;
  /** Parameters of the path, unparsed. */
  params: Readonly<Record<string, string>>;
  query: Query;
  body: Body;
  /** Fires when the client disconnects, to cancel reads. */
  readonly signal: AbortSignal;
  request: Request;
  response: Response;
}

/** A declared route with its handler. */
export interface Route extends RouteDeclaration {
  handler: (context: RouteContext<unknown, unknown>) => unknown;
}

type QueryOf<Declared> = Declared extends { query: infer Query extends z.ZodObject } ? z.output<Query> : undefined;
type BodyOf<Declared> = Declared extends { body: infer Body extends z.ZodType } ? z.output<Body> : unknown;

/**
 * Declares a route. The handler's result is sent as `answer` declares.
 *
 * @example
 * route(
 *   { name: 'getEnvironment', method: 'GET', path: '/api/v1/private/environments/:id', summary: 'Read an environment',
 *     action: 'environments:read', answer: json(EnvironmentAnswer) },
 *   ({ principal, params }) => environments.get(principal, pathId(params.id)),
 * );
 */
export function route<const Declared extends RouteDeclaration>(
  declaration: Declared,
  handler: (context: RouteContext<QueryOf<Declared>, BodyOf<Declared>>) => unknown,
): Route {
  return { ...declaration, handler: handler as Route['handler'] };
}
