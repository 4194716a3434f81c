import { z } from 'zod';
import type { Answer, Operations } from './operation.ts';
export declare const CREATED: Answer;
export declare const NDJSON: Answer;
export declare const json: (schema?: z.ZodType) => Answer;
export declare const Ids: z.ZodObject<{
    ids: z.ZodArray<z.ZodPipe<z.ZodString, z.ZodTransform<string, string>>>;
}, z.core.$strip>;
export declare const InProject: {
    project_name: z.ZodOptional<z.ZodString>;
    project_id: z.ZodOptional<z.ZodString>;
};
export declare const Narrowing: {
    project_name: z.ZodOptional<z.ZodString>;
    project_id: z.ZodOptional<z.ZodString>;
    filters: z.ZodOptional<z.ZodString>;
    search: z.ZodOptional<z.ZodString>;
    from_time: z.ZodOptional<z.ZodString>;
    to_time: z.ZodOptional<z.ZodString>;
};
export declare const ListQuery: z.ZodObject<{
    page: z.ZodDefault<z.ZodCoercedNumber<unknown>>;
    size: z.ZodDefault<z.ZodCoercedNumber<unknown>>;
    project_name: z.ZodOptional<z.ZodString>;
    project_id: z.ZodOptional<z.ZodString>;
    filters: z.ZodOptional<z.ZodString>;
    search: z.ZodOptional<z.ZodString>;
    from_time: z.ZodOptional<z.ZodString>;
    to_time: z.ZodOptional<z.ZodString>;
    truncate: z.ZodOptional<z.ZodPipe<z.ZodEnum<{
        false: "false";
        true: "true";
    }>, z.ZodTransform<boolean, "false" | "true">>>;
    strip_attachments: z.ZodOptional<z.ZodPipe<z.ZodEnum<{
        false: "false";
        true: "true";
    }>, z.ZodTransform<boolean, "false" | "true">>>;
    sorting: z.ZodOptional<z.ZodString>;
    exclude: z.ZodOptional<z.ZodString>;
}, z.core.$strip>;
export declare const Search: z.ZodObject<{
    project_name: z.ZodOptional<z.ZodString>;
    project_id: z.ZodOptional<z.ZodString>;
    filters: z.ZodOptional<z.ZodArray<z.ZodObject<{
        field: z.ZodString;
        operator: z.ZodString;
        value: z.ZodOptional<z.ZodNullable<z.ZodString>>;
        key: z.ZodOptional<z.ZodNullable<z.ZodString>>;
    }, z.core.$strip>>>;
    limit: z.ZodDefault<z.ZodNumber>;
    last_retrieved_id: z.ZodOptional<z.ZodString>;
    truncate: z.ZodOptional<z.ZodBoolean>;
    strip_attachments: z.ZodOptional<z.ZodBoolean>;
    exclude: z.ZodOptional<z.ZodArray<z.ZodString>>;
    from_time: z.ZodOptional<z.ZodString>;
    to_time: z.ZodOptional<z.ZodString>;
}, z.core.$strip>;
export declare const Named: z.ZodObject<{
    page: z.ZodDefault<z.ZodCoercedNumber<unknown>>;
    size: z.ZodDefault<z.ZodCoercedNumber<unknown>>;
    sorting: z.ZodOptional<z.ZodString>;
    name: z.ZodOptional<z.ZodString>;
}, z.core.$strip>;
export declare const ScoreOf: (id: 'id' | 'thread_id') => z.ZodObject<{
    scores: z.ZodArray<z.ZodObject<{
        [x: string]: z.ZodOptional<z.ZodNullable<z.ZodString>> | z.ZodString;
        project_name: z.ZodOptional<z.ZodNullable<z.ZodString>>;
    }, z.core.$strip>>;
}, z.core.$strip>;
export declare const ThreadKey: z.ZodObject<{
    project_name: z.ZodOptional<z.ZodString>;
    project_id: z.ZodOptional<z.ZodString>;
    thread_id: z.ZodString;
}, z.core.$strip>;
/** Comments and scores, which traces, spans and threads have alike. */
export declare function comments(what: string): Operations;
export declare function scores(what: string): Operations;
export declare function written(what: 'trace' | 'span', write: z.ZodType, update: z.ZodType, answer: z.ZodType): Operations;
//# sourceMappingURL=shared-operations.d.ts.map