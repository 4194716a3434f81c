/** An error as OTLP over HTTP wants it of a request in protobuf: google.rpc.Status with its message. */
export declare function protobufStatus(message: string): Uint8Array;
//# sourceMappingURL=protobuf-status.d.ts.map