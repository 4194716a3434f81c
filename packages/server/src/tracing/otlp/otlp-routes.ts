import { VitrineError } from '../../platform/errors/vitrine-error.ts';
import { route, type Route } from '../../platform/http/route.ts';
import type { Accounting } from '../../platform/accounting/accounting.ts';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isLargeBody } from '../../platform/http/body.ts';
import { decodeExport, encodeAnswer, type Decoded } from './decode-export.ts';
import { divideJson, divideProtobuf, MAX_SPAN_PARTS, type Divided } from './export-pieces.ts';
import type { OtlpIngest } from './otlp-ingest.ts';

const PROTOBUF = 'application/x-protobuf';

/** Path prefixes of exporters: OpenTelemetry's own, and Opik's. */
const PATHS = [
  { path: '/v1', suffix: '' },
  { path: '/api/v1/private/otel/v1', suffix: 'ByOpikPath' },
];

/**
 * Returns the routes of OTLP over HTTP: an export of spans in protobuf or JSON. The answer counts bad spans; the others
 * are stored.
 */
export function otlpRoutes({ otlp, accounting }: { otlp: OtlpIngest; accounting: Accounting }): Route[] {
  return PATHS.map(({ path, suffix }) =>
    route(
      {
        name: `exportTraces${suffix}`,
        method: 'POST',
        path: `${path}/traces`,
        summary: 'Store an OTLP export of spans',
        action: 'traces:write',
        body: 'otlp',
        answer: { kind: 'own', status: 200, type: 'application/json', description: 'The number of refused spans' },
      },
      async ({ principal, body, request, response }) => {
        const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
        if (type !== PROTOBUF && type !== 'application/json') {
          throw new VitrineError(
            'unsupported_media_type',
            `the content type "${type ?? ''}" is not accepted; use ${PROTOBUF} or application/json`,
          );
        }
        const asJson = type === 'application/json';
        const { spans, rejected, reason } = await decoded(asJson ? jsonOf(body) : bytesOf(body));
        accounting.received('spans', rejected);
        accounting.refused('spans', 'invalid', rejected);
        const projectName = request.headers['projectname'];
        const refused = await otlp.write(
          principal,
          spans,
          typeof projectName === 'string' && projectName !== '' ? projectName : undefined,
        );
        const answer = encodeAnswer(rejected + refused.rejected, reason ?? refused.reason, asJson);
        if (asJson) response.json(answer);
        else response.type(PROTOBUF).send(Buffer.from(answer as Uint8Array));
      },
    ),
  );
}

/** Returns routes that refuse metrics and logs, and name the setting that disables them. */
export function otlpSignalRoutes(): Route[] {
  return PATHS.flatMap(({ path, suffix }) =>
    ['metrics', 'logs'].map((signal) =>
      route(
        {
          name: `export${signal[0]?.toUpperCase()}${signal.slice(1)}${suffix}`,
          method: 'POST',
          path: `${path}/${signal}`,
          summary: 'Not supported: only traces are accepted',
          action: 'traces:write',
          answer: { kind: 'own', status: 501, description: 'Not supported' },
        },
        () => {
          throw new VitrineError(
            'not_implemented',
            `${signal} are not accepted, only traces are: set OTEL_${signal.toUpperCase()}_EXPORTER=none, or send them elsewhere`,
          );
        },
      ),
    ),
  );
}

/** Decodes an export in pieces, between which others run. */
async function decoded(body: Uint8Array | object): Promise<Decoded> {
  const { pieces, refused } = divided(body);
  const tooManyParts = `a span has more than the maximum of ${MAX_SPAN_PARTS} attributes, values and other parts`;
  const all: Decoded = { spans: [], rejected: refused, reason: refused > 0 ? tooManyParts : undefined };
  for (const piece of pieces) {
    const { spans, rejected, reason } = decodeExport(piece);
    for (const span of spans) all.spans.push(span);
    all.rejected += rejected;
    all.reason ??= reason;
    if (piece !== body) await nextTurn();
  }
  return all;
}

function divided(body: Uint8Array | object): Divided<Uint8Array | object> {
  if (body instanceof Uint8Array) return divideProtobuf(body);
  return isLargeBody(body) ? divideJson(body) : { pieces: [body], refused: 0 };
}

function jsonOf(body: unknown): object {
  let value = body;
  if (typeof body === 'string' || Buffer.isBuffer(body)) {
    try {
      value = JSON.parse(body.toString());
    } catch (error) {
      throw new VitrineError('malformed', `the body is not valid JSON: ${(error as Error).message}`);
    }
  }
  if (typeof value !== 'object' || value === null)
    throw new VitrineError('malformed', 'the body is not an OTLP trace export');
  return value;
}

function bytesOf(body: unknown): Uint8Array {
  if (body === undefined) return new Uint8Array();
  if (Buffer.isBuffer(body)) return body;
  throw new VitrineError(
    'malformed',
    'the host application has parsed the body already; mount Vitrine before its body parsers',
  );
}
