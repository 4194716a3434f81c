import { newId } from '../model/ids.ts';
import { jsonText } from './json-text.ts';
import type { Outbox } from './outbox.ts';
import type { ScoreOptions } from './score-options.ts';
import type { SpanOptions } from './span-options.ts';
import type { TraceOptions } from './trace-options.ts';
import { spanFields, traceFields, type WireFields } from './wire-fields.ts';
import { WireRecord } from './wire-record.ts';

/** Which records a score is about, and the field that names the one. */
const SCORED = {
  trace: { delivery: 'traceScores', field: 'id' },
  span: { delivery: 'spanScores', field: 'id' },
  thread: { delivery: 'threadScores', field: 'thread_id' },
} as const;

/** Where writes belong that do not say so. */
export interface Place {
  projectName?: string | undefined;
  environment?: string | undefined;
}

/** What a span is a part of. */
export interface Parent {
  traceId: string;
  spanId?: string | undefined;
  projectName?: string | undefined;
}

/** Starts that are nearer than this count as now, in ms: ids of now keep the order in which they are made. */
const NOW_MS = 60_000;

/** An id that carries the start, so that what is told long afterwards has its place in time. */
function idAt(startTime: Date | number | undefined): string {
  const startMs = Number(startTime);
  const isPast = startMs > Date.UTC(2020) && startMs < Date.now() - NOW_MS;
  return newId(isPast ? startMs : undefined);
}

/** Turns what callers say into writes of the wire, and gives them to the outbox. */
export class Recorder {
  readonly #outbox: Outbox;
  readonly #project: string | undefined;
  readonly #environment: string | undefined;

  constructor(outbox: Outbox, place: Place) {
    this.#outbox = outbox;
    this.#project = jsonText(place.projectName);
    this.#environment = jsonText(place.environment);
  }

  #placeOf(projectName: string | undefined): WireFields {
    const project = jsonText(projectName) ?? this.#project;
    return project === undefined ? {} : { project_name: project };
  }

  #start(record: WireRecord, fields: () => WireFields): WireRecord {
    record.start(() => {
      const started = fields();
      if (this.#environment !== undefined) started['environment'] ??= this.#environment;
      return started;
    });
    return record;
  }

  trace(options: TraceOptions): WireRecord {
    const id = options.id ?? idAt(options.startTime);
    const { accounting, deliveries } = this.#outbox;
    const record = new WireRecord(id, this.#placeOf(options.projectName), deliveries.traces, accounting);
    return this.#start(record, () => traceFields(options));
  }

  span(options: SpanOptions, parent: Parent): WireRecord {
    const id = options.id ?? idAt(options.startTime);
    const place = this.#placeOf(parent.projectName);
    place['trace_id'] = JSON.stringify(parent.traceId);
    const parentSpanId = options.parentSpanId ?? parent.spanId;
    if (parentSpanId !== undefined) place['parent_span_id'] = JSON.stringify(parentSpanId);
    const { accounting, deliveries } = this.#outbox;
    const record = new WireRecord(id, place, deliveries.spans, accounting);
    return this.#start(record, () => spanFields(options));
  }

  score(about: keyof typeof SCORED, id: string, options: ScoreOptions): void {
    const { delivery, field } = SCORED[about];
    const { name, value, categoryName, reason, projectName } = options;
    const score: WireFields = { [field]: JSON.stringify(id), ...this.#placeOf(projectName), source: '"sdk"' };
    for (const [field, said] of Object.entries({ name, value, category_name: categoryName, reason })) {
      const json = jsonText(said);
      if (json !== undefined) score[field] = json;
    }
    this.#outbox.deliveries[delivery].put(`${id}\n${name}`, score, {});
  }
}
