import type { Json } from '@vitrine/core/model';
import type { OtelSpan } from '@vitrine/core/otel';
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

const SPAN = { ...IDS, name: 'call', startTimeUnixNano: '1768469400000000000', endTimeUnixNano: '1768469401000000000' };

function decodeSpan(span: object): OtelSpan {
  const { spans, reason } = decodeExport(exportOf(span));
  expect(reason).toBeUndefined();
  return spans.at(0)!;
}

function decodeValue(value: unknown): Json | undefined {
  return decodeSpan({ ...SPAN, attributes: [{ key: 'a', value }] }).attributes['a'];
}

describe('the JSON of an export', () => {
  test('may have the names of fields of the .proto files', () => {
    const request = {
      resource_spans: [
        {
          resource: { attributes: [{ key: 'service.name', value: { string_value: 'desk' } }] },
          schema_url: 'https://opentelemetry.io/schemas/1.37.0',
          scope_spans: [
            {
              scope: { name: 'agent', version: '2' },
              spans: [
                {
                  trace_id: IDS.traceId,
                  span_id: IDS.spanId,
                  parent_span_id: 'aaaaaaaaaaaaaaaa',
                  trace_state: '',
                  name: 'call',
                  kind: 'SPAN_KIND_CLIENT',
                  start_time_unix_nano: '1768469400000000000',
                  end_time_unix_nano: '1768469401000000000',
                  dropped_attributes_count: 0,
                  attributes: [{ key: 'n', value: { array_value: { values: [{ int_value: '5' }] } } }],
                  events: [{ time_unix_nano: '1768469400500000000', name: 'e' }],
                  status: { code: 'STATUS_CODE_ERROR', message: 'no' },
                },
              ],
            },
          ],
        },
      ],
    };
    expect(decodeExport(request)).toMatchObject({
      rejected: 0,
      spans: [
        {
          ...IDS,
          parentSpanId: 'aaaaaaaaaaaaaaaa',
          kind: 3,
          startTimeUnixNano: '1768469400000000000',
          endTimeUnixNano: '1768469401000000000',
          attributes: { n: [5] },
          events: [{ name: 'e', timeUnixNano: '1768469400500000000' }],
          status: { code: 2, message: 'no' },
          resource: { 'service.name': 'desk' },
          scope: { name: 'agent', version: '2' },
        },
      ],
    });
  });

  test('may have null for the default of a field', () => {
    const nothing = { kind: null, flags: null, attributes: null, events: null, links: null, status: null, name: null };
    const span = decodeSpan({ ...SPAN, parentSpanId: null, endTimeUnixNano: null, ...nothing });
    expect(span).toMatchObject({ name: '', kind: 0, endTimeUnixNano: '0', attributes: {}, events: [], links: [] });
    expect(span).not.toHaveProperty('parentSpanId');
    expect(span).not.toHaveProperty('status');
    const empty = { resourceSpans: [{ resource: null, scopeSpans: [{ scope: null, spans: [SPAN] }] }] };
    expect(decodeExport(empty).spans).toHaveLength(1);
    expect(decodeExport({ resourceSpans: null })).toMatchObject({ spans: [], rejected: 0 });
  });

  test.each([
    ['1768469400000000000', '1768469400000000000'],
    [1.7684694e18, '1768469400000000000'],
    ['1.7684694e18', '1768469400000000000'],
    ['1768469400000000000.0', '1768469400000000000'],
    ['17684694000000000000e-1', '1768469400000000000'],
    ['1768469400123456789', '1768469400123456789'],
    ['18446744073709551615', '18446744073709551615'],
    [0, '0'],
    [undefined, '0'],
  ])('has the time %j as %s ns', (time, nanos) => {
    expect(decodeSpan({ ...SPAN, startTimeUnixNano: time }).startTimeUnixNano).toBe(nanos);
  });

  test.each([
    '',
    'now',
    '-1',
    -1,
    1.5,
    '1.5',
    '18446744073709551616',
    '1e400',
    '1e-400',
    true,
    {},
    `1${'0'.repeat(1e6)}`,
  ])('does not have the time %j', (time) => {
    expect(decodeExport(exportOf({ ...SPAN, startTimeUnixNano: time }, SPAN))).toMatchObject({
      spans: [{ name: 'call' }],
      rejected: 1,
      reason: expect.stringMatching(/whole number[\s\S]*startTimeUnixNano/) as string,
    });
  });

  test.each([
    ['5B8EFFF798038103D269B633813FC60C', 'EEE19B7EC3C1B174'],
    ['W47/95gDgQPSabYzgT/GDA==', '7uGbfsPBsXQ='],
    ['W47_95gDgQPSabYzgT_GDA', '7uGbfsPBsXQ'],
  ])('may have the ids %s and %s', (traceId, spanId) => {
    const span = decodeSpan({ ...SPAN, traceId, spanId, parentSpanId: spanId, links: [{ traceId, spanId }] });
    expect(span).toMatchObject({ ...IDS, parentSpanId: IDS.spanId, links: [IDS] });
  });

  test('a parent of zeros in base64 is none', () => {
    expect(decodeSpan({ ...SPAN, parentSpanId: 'AAAAAAAAAAA=' })).not.toHaveProperty('parentSpanId');
  });

  test.each(['W47/95gDgQPSabYzgT/G', 'zz8efff798038103d269b633813fc60c', '5b8efff7'])(
    '%s is no trace id',
    (traceId) => {
      expect(decodeExport(exportOf({ ...SPAN, traceId }))).toMatchObject({ rejected: 1 });
    },
  );

  test.each([
    [2, 2],
    ['2', 2],
    ['ERROR', 2],
    ['STATUS_CODE_ERROR', 2],
    ['STATUS_CODE_FROM_THE_FUTURE', 0],
  ])('has the status %j as %i', (code, number) => {
    expect(decodeSpan({ ...SPAN, status: { code } }).status?.code).toBe(number);
  });
});

describe('the value of an attribute in JSON', () => {
  test.each([
    [{ intValue: '5' }, 5],
    [{ intValue: 5 }, 5],
    [{ intValue: '1e3' }, 1000],
    [{ intValue: '5.0' }, 5],
    [{ intValue: 1.5e3 }, 1500],
    [{ intValue: '-9007199254740993' }, '-9007199254740993'],
    [{ intValue: '1234567890123456789' }, '1234567890123456789'],
    [{ intValue: '1234567890123456789e0' }, '1234567890123456789'],
    [{ intValue: 'five' }, 'five'],
    [{ doubleValue: '1e3' }, 1000],
    [{ doubleValue: 0.5 }, 0.5],
    [{ doubleValue: '-0.5' }, -0.5],
    [{ doubleValue: 'NaN' }, 'NaN'],
    [{ doubleValue: 'Infinity' }, 'Infinity'],
    [{ doubleValue: '-Infinity' }, '-Infinity'],
    [{ doubleValue: '1e400' }, '1e400'],
    [{ boolValue: false }, false],
    [{ boolValue: 'true' }, true],
    [{ stringValue: '' }, ''],
    [{ string_value: 'x' }, 'x'],
    [{ stringValue: null, intValue: '5' }, 5],
    [{ bytesValue: 'aGk=' }, 'aGk='],
    [{ arrayValue: {} }, []],
    [{ arrayValue: { values: null } }, []],
    [
      { kvlistValue: { values: [null, 5, { value: { intValue: 1 } }, { key: 'k', value: { intValue: 1 } }] } },
      { k: 1 },
    ],
    [{ kvlist_value: { values: [{ key: 'k' }] } }, { k: null }],
    [{ intValue: {} }, null],
    [{}, null],
    [null, null],
    ['text', null],
  ])('%j is %j', (value, plain) => {
    expect(decodeValue(value)).toEqual(plain);
  });

  test('of a key called __proto__ is a field of its own', () => {
    const attributes = [
      { key: '__proto__', value: { stringValue: 'x' } },
      { key: 'constructor', value: { intValue: 1 } },
    ];
    const span = decodeSpan({ ...SPAN, attributes });
    expect(Object.getPrototypeOf(span.attributes)).toBe(Object.prototype);
    expect(Object.entries(span.attributes)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 1],
    ]);
  });

  test('that is not an attribute refuses its span alone', () => {
    expect(decodeExport(exportOf({ ...SPAN, attributes: ['a'] }, SPAN))).toMatchObject({
      spans: [{ name: 'call' }],
      rejected: 1,
      reason: expect.stringContaining('expected an attribute') as string,
    });
  });
});

test('numbers of protobuf that JSON does not have are texts', () => {
  const values = [NaN, Infinity, -Infinity, 0.5].map((doubleValue, at) => ({
    key: String(at),
    value: { doubleValue },
  }));
  const ids = { traceId: Buffer.from(IDS.traceId, 'hex'), spanId: Buffer.from(IDS.spanId, 'hex') };
  const big = { key: 'big', value: { intValue: '1234567890123456789' } };
  const bytes = Request.encode(Request.fromObject(exportOf({ ...ids, attributes: [...values, big] }))).finish();
  expect(decodeExport(bytes).spans[0]?.attributes).toEqual({
    0: 'NaN',
    1: 'Infinity',
    2: '-Infinity',
    3: 0.5,
    big: '1234567890123456789',
  });
});
