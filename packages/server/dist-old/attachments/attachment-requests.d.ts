import { z } from 'zod';
export declare const About: z.ZodObject<{
    entity_type: z.ZodEnum<{
        span: "span";
        trace: "trace";
    }>;
    entity_id: z.ZodString;
}, z.core.$strip>;
export declare const StartRequest: z.ZodObject<{
    entity_type: z.ZodEnum<{
        span: "span";
        trace: "trace";
    }>;
    entity_id: z.ZodString;
    file_name: z.ZodString;
    num_of_file_parts: z.ZodNumber;
    mime_type: z.ZodOptional<z.ZodNullable<z.ZodString>>;
    project_name: z.ZodOptional<z.ZodNullable<z.ZodString>>;
    path: z.ZodString;
}, z.core.$strip>;
export declare const CompleteRequest: z.ZodObject<{
    entity_type: z.ZodEnum<{
        span: "span";
        trace: "trace";
    }>;
    entity_id: z.ZodString;
    file_name: z.ZodString;
    file_size: z.ZodNumber;
    upload_id: z.ZodString;
    uploaded_file_parts: z.ZodArray<z.ZodObject<{
        e_tag: z.ZodString;
        part_number: z.ZodNumber;
    }, z.core.$strip>>;
}, z.core.$strip>;
export declare const ListRequest: z.ZodObject<{
    page: z.ZodDefault<z.ZodCoercedNumber<unknown>>;
    entity_type: z.ZodEnum<{
        span: "span";
        trace: "trace";
    }>;
    entity_id: z.ZodString;
    size: z.ZodDefault<z.ZodCoercedNumber<unknown>>;
    project_id: z.ZodString;
    path: z.ZodString;
}, z.core.$strip>;
export declare const DownloadRequest: z.ZodObject<{
    entity_type: z.ZodEnum<{
        span: "span";
        trace: "trace";
    }>;
    entity_id: z.ZodString;
    container_id: z.ZodString;
    file_name: z.ZodString;
}, z.core.$strip>;
export declare const DeleteRequest: z.ZodObject<{
    entity_type: z.ZodEnum<{
        span: "span";
        trace: "trace";
    }>;
    entity_id: z.ZodString;
    file_names: z.ZodOptional<z.ZodArray<z.ZodString>>;
    file_name: z.ZodOptional<z.ZodString>;
}, z.core.$strip>;
export declare const UploadRequest: z.ZodObject<{
    entity_type: z.ZodEnum<{
        span: "span";
        trace: "trace";
    }>;
    entity_id: z.ZodString;
    file_name: z.ZodString;
    mime_type: z.ZodOptional<z.ZodString>;
    project_name: z.ZodOptional<z.ZodString>;
}, z.core.$strip>;
export declare const PartRequest: z.ZodObject<{
    upload_id: z.ZodString;
    part_number: z.ZodCoercedNumber<unknown>;
    signature: z.ZodString;
    workspace: z.ZodString;
}, z.core.$strip>;
//# sourceMappingURL=attachment-requests.d.ts.map