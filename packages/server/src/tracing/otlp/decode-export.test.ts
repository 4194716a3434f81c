import protobuf from 'protobufjs/light.js';
import { describe, expect, test } from 'vitest';
import { decodeExport } from './decode-export.ts';
import { OTLP_DESCRIPTOR } from './otlp-descriptor.ts';

const Request = protobuf.Root.fromJSON(OTLP_DESCRIPTOR).lookupType('ExportTraceServiceRequest');
const IDS = { traceId: '5b8efff798038103d269b633813fc60c', spanId: 'eee19b7ec3c1b174' };

const exportOf = (...spans: object[]) => ({ resourceSpans: [{ scopeSpans: [{ spans }] }] });

describe('flags of a span and of its links', () => {
  test('are read from protobuf', () => {
    const ids = { traceId: Buffer.from(IDS.traceId, 'hex'), spanId: Buffer.from(IDS.spanId, 'hex') };
    const message = exportOf({ ...ids, flags: 0x301, links: [{ ...ids, flags: 0x100 }] }, ids);
    const [flagged, plain] = decodeExport(Request.encode(Request.fromObject(message)).finish()).spans;
    expect([flagged?.flags, flagged?.links?.[0]?.flags]).toEqual([0x301, 0x100]);
    expect(plain?.flags).toBeUndefined();
  });

  test.each([
    [769, 769],
    ['769', 769],
    [4_294_967_295, 4_294_967_295],
    [0, 0],
    [undefined, undefined],
  ])('%j in JSON is %j', (flags, read) => {
    const { spans, rejected } = decodeExport(exportOf({ ...IDS, flags, links: [{ ...IDS, flags }] }));
    expect(rejected).toBe(0);
    expect([spans[0]?.flags, spans[0]?.links?.[0]?.flags]).toEqual([read, read]);
  });

  test.each([-1, 2 ** 32, 1.5, 'remote'])('%j is refused with the name of the field', (flags) => {
    expect(decodeExport(exportOf({ ...IDS, flags }))).toMatchObject({
      spans: [],
      rejected: 1,
      reason: expect.stringContaining('flags') as string,
    });
  });
});
