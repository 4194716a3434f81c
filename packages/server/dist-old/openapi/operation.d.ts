import type { z } from 'zod';
/** How a route answers where all is well. */
export interface Answer {
    status?: number;
    schema?: z.ZodType;
    /** The media type; JSON if left out. */
    type?: string;
    description?: string;
}
/** What the document says of one route. */
export interface Operation {
    summary: string;
    /** The schema that the route parses its query with. */
    query?: z.ZodObject;
    /** The schema that the route parses its body with; `file` for bytes. */
    body?: z.ZodType | 'file' | 'otlp';
    /** What it answers; 204 without a body if left out. */
    answer?: Answer;
}
/** Operations by method and path, such as `GET /api/v1/private/projects/:id`. */
export type Operations = Record<string, Operation>;
/** Operations of one resource, whose paths begin alike. */
export declare function under(prefix: string, operations: Operations): Operations;
//# sourceMappingURL=operation.d.ts.map