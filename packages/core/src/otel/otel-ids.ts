import { lowestId, type Id } from '../model/ids.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

/**
 * Returns the id of an OpenTelemetry trace: a UUIDv7 of the start of the UTC day, and 74 bits of the OpenTelemetry id.
 * The server and the adapters that do not use OTLP compute the same id.
 *
 * @param otelTraceId 32 hexadecimal digits
 * @param startMs start of its first span, in ms since the epoch
 */
export function traceIdOf(otelTraceId: string, startMs: number): Id {
  const day = lowestId(Math.floor(startMs / DAY_MS) * DAY_MS);
  return withBits(day, BigInt(`0x${otelTraceId}`) & ((1n << 74n) - 1n));
}

/**
 * Returns the id of a span: the time of its stored trace, ten bits of its OpenTelemetry trace, and its own 64 bits. The
 * same span has the same id in every batch.
 */
export function spanIdOf(traceId: Id, otelTraceId: string, otelSpanId: string): Id {
  const ofTrace = BigInt(`0x${otelTraceId.slice(-3)}`) & 0x3ffn;
  return withBits(traceId, (ofTrace << 64n) | BigInt(`0x${otelSpanId}`));
}

/** Makes a UUIDv7 from the time of another id, and 74 bits. */
function withBits(timeOf: Id, bits: bigint): Id {
  const high = (bits >> 62n).toString(16).padStart(3, '0');
  const low = ((bits & ((1n << 62n) - 1n)) | (1n << 63n)).toString(16);
  return `${timeOf.slice(0, 13)}-7${high}-${low.slice(0, 4)}-${low.slice(4)}`;
}
