export declare const OTLP_DESCRIPTOR: {
    nested: {
        ExportTraceServiceRequest: {
            oneofs?: Record<string, {
                oneof: string[];
            }>;
            fields: {
                [k: string]: {
                    type: string;
                    id: number;
                    rule?: "repeated";
                };
            };
        };
        ExportTraceServiceResponse: {
            oneofs?: Record<string, {
                oneof: string[];
            }>;
            fields: {
                [k: string]: {
                    type: string;
                    id: number;
                    rule?: "repeated";
                };
            };
        };
        ExportTracePartialSuccess: {
            oneofs?: Record<string, {
                oneof: string[];
            }>;
            fields: {
                [k: string]: {
                    type: string;
                    id: number;
                    rule?: "repeated";
                };
            };
        };
        ResourceSpans: {
            oneofs?: Record<string, {
                oneof: string[];
            }>;
            fields: {
                [k: string]: {
                    type: string;
                    id: number;
                    rule?: "repeated";
                };
            };
        };
        ScopeSpans: {
            oneofs?: Record<string, {
                oneof: string[];
            }>;
            fields: {
                [k: string]: {
                    type: string;
                    id: number;
                    rule?: "repeated";
                };
            };
        };
        Resource: {
            oneofs?: Record<string, {
                oneof: string[];
            }>;
            fields: {
                [k: string]: {
                    type: string;
                    id: number;
                    rule?: "repeated";
                };
            };
        };
        InstrumentationScope: {
            oneofs?: Record<string, {
                oneof: string[];
            }>;
            fields: {
                [k: string]: {
                    type: string;
                    id: number;
                    rule?: "repeated";
                };
            };
        };
        Span: {
            oneofs?: Record<string, {
                oneof: string[];
            }>;
            fields: {
                [k: string]: {
                    type: string;
                    id: number;
                    rule?: "repeated";
                };
            };
        };
        Event: {
            oneofs?: Record<string, {
                oneof: string[];
            }>;
            fields: {
                [k: string]: {
                    type: string;
                    id: number;
                    rule?: "repeated";
                };
            };
        };
        Link: {
            oneofs?: Record<string, {
                oneof: string[];
            }>;
            fields: {
                [k: string]: {
                    type: string;
                    id: number;
                    rule?: "repeated";
                };
            };
        };
        Status: {
            oneofs?: Record<string, {
                oneof: string[];
            }>;
            fields: {
                [k: string]: {
                    type: string;
                    id: number;
                    rule?: "repeated";
                };
            };
        };
        KeyValue: {
            oneofs?: Record<string, {
                oneof: string[];
            }>;
            fields: {
                [k: string]: {
                    type: string;
                    id: number;
                    rule?: "repeated";
                };
            };
        };
        AnyValue: {
            oneofs?: Record<string, {
                oneof: string[];
            }>;
            fields: {
                [k: string]: {
                    type: string;
                    id: number;
                    rule?: "repeated";
                };
            };
        };
        ArrayValue: {
            oneofs?: Record<string, {
                oneof: string[];
            }>;
            fields: {
                [k: string]: {
                    type: string;
                    id: number;
                    rule?: "repeated";
                };
            };
        };
        KeyValueList: {
            oneofs?: Record<string, {
                oneof: string[];
            }>;
            fields: {
                [k: string]: {
                    type: string;
                    id: number;
                    rule?: "repeated";
                };
            };
        };
    };
};
//# sourceMappingURL=descriptor.d.ts.map