import protobuf from 'protobufjs/light.js';
import { OTLP_DESCRIPTOR } from '../../../packages/server/src/tracing/otlp/otlp-descriptor.ts';

const Request = protobuf.Root.fromJSON(OTLP_DESCRIPTOR).lookupType('ExportTraceServiceRequest');

/** Converts an OTLP export from protobuf to JSON: ids as hexadecimal digits, 64-bit integers as strings. */
export function otlpJson(bytes: Uint8Array): object {
  const value = Request.toObject(Request.decode(bytes), { longs: String, enums: Number });
  return JSON.parse(
    JSON.stringify(value, (_key, part: unknown) => (isBytes(part) ? Buffer.from(part.data).toString('hex') : part)),
  ) as object;
}

function isBytes(value: unknown): value is { type: 'Buffer'; data: number[] } {
  return typeof value === 'object' && value !== null && (value as { type?: unknown }).type === 'Buffer';
}
