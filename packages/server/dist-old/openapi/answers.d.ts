import { z } from 'zod';
/** What is read, as schemas of the document; the types of the model hold them to what is answered. */
export declare const CommentAnswer: z.ZodObject<{
    created_at: z.ZodString;
    created_by: z.ZodString;
    last_updated_at: z.ZodString;
    last_updated_by: z.ZodString;
    id: z.ZodString;
    text: z.ZodString;
}, z.core.$strip>;
export declare const EnvironmentAnswer: z.ZodObject<{
    created_at: z.ZodString;
    created_by: z.ZodString;
    last_updated_at: z.ZodString;
    last_updated_by: z.ZodString;
    id: z.ZodString;
    name: z.ZodString;
    description: z.ZodOptional<z.ZodString>;
    color: z.ZodOptional<z.ZodString>;
    position: z.ZodOptional<z.ZodNumber>;
}, z.core.$strip>;
export declare const ProjectAnswer: z.ZodObject<{
    created_at: z.ZodString;
    created_by: z.ZodString;
    last_updated_at: z.ZodString;
    last_updated_by: z.ZodString;
    id: z.ZodString;
    name: z.ZodString;
    description: z.ZodNullable<z.ZodString>;
    visibility: z.ZodEnum<{
        private: "private";
        public: "public";
    }>;
    last_updated_trace_at: z.ZodOptional<z.ZodString>;
    trace_count: z.ZodOptional<z.ZodNumber>;
    error_count: z.ZodOptional<z.ZodObject<{
        count: z.ZodNumber;
    }, z.core.$strip>>;
    total_estimated_cost_sum: z.ZodOptional<z.ZodNumber>;
}, z.core.$strip>;
export declare const FeedbackDefinitionAnswer: z.ZodObject<{
    created_at: z.ZodString;
    created_by: z.ZodString;
    last_updated_at: z.ZodString;
    last_updated_by: z.ZodString;
    id: z.ZodString;
    name: z.ZodString;
    type: z.ZodEnum<{
        boolean: "boolean";
        categorical: "categorical";
        numerical: "numerical";
    }>;
    details: z.ZodRecord<z.ZodString, z.ZodUnknown>;
    description: z.ZodOptional<z.ZodString>;
}, z.core.$strip>;
export declare const AttachmentAnswer: z.ZodObject<{
    file_name: z.ZodString;
    file_size: z.ZodNumber;
    mime_type: z.ZodString;
    link: z.ZodString;
}, z.core.$strip>;
export declare const StartedUpload: z.ZodObject<{
    upload_id: z.ZodString;
    pre_sign_urls: z.ZodArray<z.ZodString>;
}, z.core.$strip>;
export declare const ScoreNamesAnswer: z.ZodObject<{
    scores: z.ZodArray<z.ZodObject<{
        name: z.ZodString;
    }, z.core.$strip>>;
}, z.core.$strip>;
export declare const ErrorAnswer: z.ZodObject<{
    code: z.ZodNumber;
    message: z.ZodString;
    errors: z.ZodOptional<z.ZodArray<z.ZodObject<{
        index: z.ZodOptional<z.ZodNumber>;
        path: z.ZodString;
        message: z.ZodString;
    }, z.core.$strip>>>;
    stored: z.ZodOptional<z.ZodNumber>;
}, z.core.$strip>;
export declare const TraceAnswer: z.ZodObject<{
    id: z.ZodString;
    project_id: z.ZodString;
    name: z.ZodOptional<z.ZodString>;
    start_time: z.ZodString;
    end_time: z.ZodOptional<z.ZodString>;
    input: z.ZodOptional<z.ZodUnknown>;
    output: z.ZodOptional<z.ZodUnknown>;
    metadata: z.ZodOptional<z.ZodUnknown>;
    tags: z.ZodOptional<z.ZodArray<z.ZodString>>;
    error_info: z.ZodOptional<z.ZodObject<{
        exception_type: z.ZodString;
        message: z.ZodOptional<z.ZodString>;
        traceback: z.ZodString;
    }, z.core.$strip>>;
    usage: z.ZodOptional<z.ZodRecord<z.ZodString, z.ZodNumber>>;
    total_estimated_cost: z.ZodOptional<z.ZodNumber>;
    duration: z.ZodOptional<z.ZodNumber>;
    ttft: z.ZodOptional<z.ZodNumber>;
    source: z.ZodOptional<z.ZodString>;
    environment: z.ZodOptional<z.ZodString>;
    feedback_scores: z.ZodOptional<z.ZodArray<z.ZodObject<{
        created_at: z.ZodString;
        created_by: z.ZodString;
        last_updated_at: z.ZodString;
        last_updated_by: z.ZodString;
        name: z.ZodString;
        value: z.ZodNumber;
        category_name: z.ZodNullable<z.ZodString>;
        reason: z.ZodNullable<z.ZodString>;
        source: z.ZodEnum<{
            online_scoring: "online_scoring";
            sdk: "sdk";
            ui: "ui";
        }>;
        value_by_author: z.ZodRecord<z.ZodString, z.ZodObject<{
            value: z.ZodNumber;
            category_name: z.ZodNullable<z.ZodString>;
            reason: z.ZodNullable<z.ZodString>;
            source: z.ZodEnum<{
                online_scoring: "online_scoring";
                sdk: "sdk";
                ui: "ui";
            }>;
            last_updated_at: z.ZodString;
        }, z.core.$strip>>;
    }, z.core.$strip>>>;
    comments: z.ZodOptional<z.ZodArray<z.ZodObject<{
        created_at: z.ZodString;
        created_by: z.ZodString;
        last_updated_at: z.ZodString;
        last_updated_by: z.ZodString;
        id: z.ZodString;
        text: z.ZodString;
    }, z.core.$strip>>>;
    created_at: z.ZodString;
    created_by: z.ZodString;
    last_updated_at: z.ZodString;
    last_updated_by: z.ZodString;
    thread_id: z.ZodOptional<z.ZodString>;
    span_count: z.ZodNumber;
    llm_span_count: z.ZodNumber;
    has_tool_spans: z.ZodBoolean;
    providers: z.ZodArray<z.ZodString>;
}, z.core.$loose>;
export declare const SpanAnswer: z.ZodObject<{
    id: z.ZodString;
    project_id: z.ZodString;
    name: z.ZodOptional<z.ZodString>;
    start_time: z.ZodString;
    end_time: z.ZodOptional<z.ZodString>;
    input: z.ZodOptional<z.ZodUnknown>;
    output: z.ZodOptional<z.ZodUnknown>;
    metadata: z.ZodOptional<z.ZodUnknown>;
    tags: z.ZodOptional<z.ZodArray<z.ZodString>>;
    error_info: z.ZodOptional<z.ZodObject<{
        exception_type: z.ZodString;
        message: z.ZodOptional<z.ZodString>;
        traceback: z.ZodString;
    }, z.core.$strip>>;
    usage: z.ZodOptional<z.ZodRecord<z.ZodString, z.ZodNumber>>;
    total_estimated_cost: z.ZodOptional<z.ZodNumber>;
    duration: z.ZodOptional<z.ZodNumber>;
    ttft: z.ZodOptional<z.ZodNumber>;
    source: z.ZodOptional<z.ZodString>;
    environment: z.ZodOptional<z.ZodString>;
    feedback_scores: z.ZodOptional<z.ZodArray<z.ZodObject<{
        created_at: z.ZodString;
        created_by: z.ZodString;
        last_updated_at: z.ZodString;
        last_updated_by: z.ZodString;
        name: z.ZodString;
        value: z.ZodNumber;
        category_name: z.ZodNullable<z.ZodString>;
        reason: z.ZodNullable<z.ZodString>;
        source: z.ZodEnum<{
            online_scoring: "online_scoring";
            sdk: "sdk";
            ui: "ui";
        }>;
        value_by_author: z.ZodRecord<z.ZodString, z.ZodObject<{
            value: z.ZodNumber;
            category_name: z.ZodNullable<z.ZodString>;
            reason: z.ZodNullable<z.ZodString>;
            source: z.ZodEnum<{
                online_scoring: "online_scoring";
                sdk: "sdk";
                ui: "ui";
            }>;
            last_updated_at: z.ZodString;
        }, z.core.$strip>>;
    }, z.core.$strip>>>;
    comments: z.ZodOptional<z.ZodArray<z.ZodObject<{
        created_at: z.ZodString;
        created_by: z.ZodString;
        last_updated_at: z.ZodString;
        last_updated_by: z.ZodString;
        id: z.ZodString;
        text: z.ZodString;
    }, z.core.$strip>>>;
    created_at: z.ZodString;
    created_by: z.ZodString;
    last_updated_at: z.ZodString;
    last_updated_by: z.ZodString;
    trace_id: z.ZodString;
    parent_span_id: z.ZodOptional<z.ZodString>;
    type: z.ZodEnum<{
        general: "general";
        guardrail: "guardrail";
        llm: "llm";
        tool: "tool";
    }>;
    model: z.ZodOptional<z.ZodString>;
    provider: z.ZodOptional<z.ZodString>;
}, z.core.$loose>;
export declare const ThreadAnswer: z.ZodObject<{
    id: z.ZodString;
    project_id: z.ZodString;
    thread_model_id: z.ZodString;
    start_time: z.ZodString;
    end_time: z.ZodOptional<z.ZodString>;
    duration: z.ZodOptional<z.ZodNumber>;
    first_message: z.ZodOptional<z.ZodUnknown>;
    last_message: z.ZodOptional<z.ZodUnknown>;
    number_of_messages: z.ZodNumber;
    feedback_scores: z.ZodOptional<z.ZodArray<z.ZodObject<{
        created_at: z.ZodString;
        created_by: z.ZodString;
        last_updated_at: z.ZodString;
        last_updated_by: z.ZodString;
        name: z.ZodString;
        value: z.ZodNumber;
        category_name: z.ZodNullable<z.ZodString>;
        reason: z.ZodNullable<z.ZodString>;
        source: z.ZodEnum<{
            online_scoring: "online_scoring";
            sdk: "sdk";
            ui: "ui";
        }>;
        value_by_author: z.ZodRecord<z.ZodString, z.ZodObject<{
            value: z.ZodNumber;
            category_name: z.ZodNullable<z.ZodString>;
            reason: z.ZodNullable<z.ZodString>;
            source: z.ZodEnum<{
                online_scoring: "online_scoring";
                sdk: "sdk";
                ui: "ui";
            }>;
            last_updated_at: z.ZodString;
        }, z.core.$strip>>;
    }, z.core.$strip>>>;
}, z.core.$loose>;
export declare const StatsAnswer: z.ZodObject<{
    stats: z.ZodArray<z.ZodObject<{
        type: z.ZodString;
        name: z.ZodString;
        value: z.ZodOptional<z.ZodUnknown>;
    }, z.core.$strip>>;
}, z.core.$strip>;
/** A page of rows. */
export declare function pageAnswer(row: z.ZodType): z.ZodType;
//# sourceMappingURL=answers.d.ts.map