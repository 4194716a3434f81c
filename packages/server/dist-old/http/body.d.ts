import { type Request, type RequestHandler } from 'express';
/**
 * Reads a JSON body into `request.body`; it may have the literals that Python writes (`parseJson`). Where the host has
 * parsed it already, that is used; where the host has only read it (as text or bytes), it is parsed here.
 *
 * @throws {ApiError} 415 where the content type is another
 */
export declare const jsonBody: RequestHandler;
/**
 * The parsed body, for a handler that lets go of it when it has what it needs: a request lives until it is answered, and
 * batches are large. A body that the host has parsed stays where the host put it.
 */
export declare function takeBody(request: Request): unknown;
/** Reads a body as bytes into `request.body`; one that the host has parsed is left as it is. */
export declare const rawBody: RequestHandler;
//# sourceMappingURL=body.d.ts.map