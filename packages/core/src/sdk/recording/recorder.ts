import { newId } from '../../model/ids.ts';
import { getAnonymizers } from '../anonymizer/process-anonymizers.ts';
import { anonymize } from '../anonymizer/anonymize.ts';
import type { Anonymizer } from '../anonymizer/anonymizer.ts';
import type { Outbox } from '../delivery/outbox.ts';
import type { ScoreOptions } from '../options/score-options.ts';
import type { Attachment } from '../options/attachment.ts';
import type { SpanOptions, StoredSpanUpdate } from '../options/span-options.ts';
import type { Details, StoredTraceUpdate, TraceOptions } from '../options/trace-options.ts';
import type { AttachmentOwner } from '../transport/upload.ts';
import { AnchoredClock } from '../serialize/anchored-clock.ts';
import { jsonText } from '../serialize/json-text.ts';
import type { WireFields } from '../serialize/wire-fields.ts';
import { type AddedFields, withAdded, withMetadata } from './added-fields.ts';
import { type Encoded, encodeSpan, encodeTrace, PRIVATE_FIELDS, type Protect } from './encode-record.ts';
import { noteDefaultProject } from './note-default-project.ts';
import { isSampled } from './is-sampled.ts';
import { isOfPast, keepStart, ReopenedTrace, startOf } from './reopened-trace.ts';
import { NO_WRITER, WireRecord, type RecordWriter } from './wire-record.ts';

/** Delivery of the scores of each entity, and the field with the entity's id. */
const SCORED = {
  trace: { delivery: 'traceScores', field: 'id' },
  span: { delivery: 'spanScores', field: 'id' },
  thread: { delivery: 'threadScores', field: 'thread_id' },
} as const;

/** Project and environment of a record that names none. */
export interface ProjectContext {
  projectName?: string | undefined;
  environment?: string | undefined;
}

/** The trace and span that a span belongs to. */
export interface Parent extends ProjectContext {
  traceId: string;
  spanId?: string | undefined;
  /** Clock of the trace, if this process records it. */
  clock?: AnchoredClock | undefined;
}

/** Options of a {@link Recorder}. */
export interface RecorderOptions extends ProjectContext {
  enabled: boolean;
  sampleRate: number;
  anonymizers: readonly Anonymizer[];
  /** Returns the fields that the running code adds to new traces and spans. */
  added: () => AddedFields | undefined;
}

/** A trace or span that is being recorded. */
export interface Recorded extends ProjectContext {
  readonly id: string;
  readonly type: 'trace' | 'span';
  readonly writer: RecordWriter;
  readonly clock: AnchoredClock;
  /** Metadata that updates keep. */
  readonly metadata?: unknown;
  /** Whether an output was set. */
  hasOutput?: boolean;
  /** Resolves when the anonymized fields are written; `undefined` if none are waited for. */
  late?: Promise<void> | undefined;
}

/**
 * Maximum age of a start time that is treated as the current time, in ms. Ids with the current time keep the order in
 * which they are made.
 */
const NOW_MS = 60_000;

/** Returns an id with the time of the start, so that a record of the past sorts by its start. */
function idAt(startTime: Date | number | undefined): string {
  if (startTime === undefined) return newId();
  const startMs = Number(startTime);
  const isPast = startMs > Date.UTC(2020) && startMs < Date.now() - NOW_MS;
  return newId(isPast ? startMs : undefined);
}

/** Encodes fields that are not `undefined`. */
function jsonFields(given: Readonly<Record<string, unknown>>): WireFields {
  const fields: WireFields = {};
  for (const [field, value] of Object.entries(given)) {
    const json = jsonText(value);
    if (json !== undefined) fields[field] = json;
  }
  return fields;
}

/** Encodes records for the wire, and queues them in the outbox. */
export class Recorder {
  readonly #outbox: Outbox;
  readonly projectContext: ProjectContext;
  readonly #sampleRate: number;
  readonly #added: RecorderOptions['added'];
  readonly #anonymizers: Anonymizer[];
  readonly #project: string | undefined;
  isActive: boolean;
  #lastTraceId = '';
  #lastQuoted = '';

  constructor(outbox: Outbox, options: RecorderOptions) {
    const { projectName, environment, enabled, sampleRate, anonymizers, added } = options;
    this.#added = added;
    this.#outbox = outbox;
    this.projectContext = { projectName, environment };
    this.#project = jsonText(projectName);
    this.isActive = enabled;
    this.#sampleRate = sampleRate;
    this.#anonymizers = [...anonymizers];
  }

  addAnonymizer(anonymizer: Anonymizer): void {
    this.#anonymizers.push(anonymizer);
  }

  #protect(objectType: 'trace' | 'span'): Protect | undefined {
    const ofProcess = getAnonymizers();
    if (ofProcess.length === 0 && this.#anonymizers.length === 0) return undefined;
    const all = [...ofProcess, ...this.#anonymizers];
    const { log } = this.#outbox.counts;
    return (value, field) => anonymize(all, value, { field, objectType }, log);
  }

  #projectFields(projectName: string | undefined): WireFields {
    const project = jsonText(projectName) ?? this.#project;
    if (project !== undefined) return { project_name: project };
    noteDefaultProject(this.#outbox.counts.log);
    return {};
  }

  /** Returns an id as JSON. The last one is cached, because successive spans mostly belong to the same trace. */
  #quoted(traceId: string): string {
    if (traceId !== this.#lastTraceId) {
      this.#lastTraceId = traceId;
      this.#lastQuoted = JSON.stringify(traceId);
    }
    return this.#lastQuoted;
  }

  #isRecorded(traceId: string): boolean {
    return this.isActive && (this.#sampleRate >= 1 || isSampled(traceId, this.#sampleRate));
  }

  /** Starts a trace. Nothing is written if the trace is not sampled or recording is off. */
  trace(given: TraceOptions): Recorded {
    const added = this.#added()?.trace;
    const options = withAdded(given, added);
    const id = options.id ?? idAt(options.startTime);
    const { projectName, environment = this.projectContext.environment } = options;
    const clock = new AnchoredClock();
    if (!this.#isRecorded(id)) return { id, type: 'trace', projectName, environment, clock, writer: NO_WRITER };
    const { traces: creates, traceUpdates: updates } = this.#outbox.deliveries;
    const base = this.#projectFields(projectName);
    const isAgain = options.id !== undefined && options.startTime === undefined;
    const start = isAgain ? startOf(id) : undefined;
    const writer =
      isAgain && start === undefined && isOfPast(id)
        ? new ReopenedTrace(id, base, { creates, updates }, clock)
        : new WireRecord(id, base, creates, clock);
    const metadata = added?.metadata;
    const recorded: Recorded = {
      id,
      type: 'trace',
      projectName,
      environment,
      clock,
      writer,
      metadata,
      hasOutput: false,
      late: undefined,
    };
    this.#start(recorded, options, start === undefined ? undefined : { start_time: start });
    return recorded;
  }

  span(given: SpanOptions, parent: Parent): Recorded {
    const added = this.#added()?.span;
    const options = withAdded(given, added);
    const id = options.id ?? idAt(options.startTime);
    const { projectName, clock = new AnchoredClock() } = parent;
    const environment = options.environment ?? parent.environment ?? this.projectContext.environment;
    if (!this.#isRecorded(parent.traceId)) {
      return { id, type: 'span', projectName, environment, clock, writer: NO_WRITER };
    }
    const parentFields = this.#projectFields(projectName);
    parentFields['trace_id'] = this.#quoted(parent.traceId);
    const parentSpanId = options.parentSpanId ?? parent.spanId;
    if (parentSpanId !== undefined) parentFields['parent_span_id'] = JSON.stringify(parentSpanId);
    const writer = new WireRecord(id, parentFields, this.#outbox.deliveries.spans, clock);
    const metadata = added?.metadata;
    const recorded: Recorded = {
      id,
      type: 'span',
      projectName,
      environment,
      clock,
      writer,
      metadata,
      hasOutput: false,
      late: undefined,
    };
    this.#start(recorded, options);
    return recorded;
  }

  #start(recorded: Recorded, options: Details, known?: WireFields): void {
    this.#quietly(() => {
      const { writer, environment } = recorded;
      if (options.prompts !== undefined) writer.use(options.prompts);
      const encoded = this.#encode(recorded, options);
      const { fields } = encoded;
      if (known !== undefined) Object.assign(fields, known);
      if (environment !== undefined) fields['environment'] ??= jsonText(environment) ?? 'null';
      this.#write(recorded, 'start', encoded);
      if (recorded.type === 'trace' && fields['start_time'] !== undefined) keepStart(recorded.id, fields['start_time']);
      this.#recordExtras(recorded, options);
    });
  }

  /** Changes a trace or span by its id. The server may not know it yet. */
  update(type: 'trace' | 'span', id: string, options: StoredTraceUpdate | StoredSpanUpdate): void {
    this.#quietly(() => {
      const { traceId = type === 'trace' ? id : undefined, parentSpanId, projectName } = options as StoredSpanUpdate;
      if (!this.isActive || (traceId !== undefined && !this.#isRecorded(traceId))) return;
      const base = jsonFields({
        project_name: projectName,
        trace_id: type === 'span' ? traceId : undefined,
        parent_span_id: parentSpanId,
      });
      const { traceUpdates, spanUpdates } = this.#outbox.deliveries;
      const clock = new AnchoredClock();
      const writer = new WireRecord(id, base, type === 'trace' ? traceUpdates : spanUpdates, clock);
      this.write({ id, type, projectName, clock, writer }, 'update', options);
    });
  }

  /** Queues the attachment of a trace or span that is known by its id. */
  attach(attachment: Attachment, owner: AttachmentOwner): void {
    if (this.isActive) this.#quietly(() => this.#upload([attachment], owner));
  }

  #upload(attachments: readonly Attachment[], owner: AttachmentOwner): void {
    const { projectName = this.projectContext.projectName } = owner;
    this.#outbox.uploads.put(attachments, { ...owner, projectName });
  }

  /** Updates or ends a record, with its scores and attachments. It never throws. */
  write(recorded: Recorded, how: 'update' | 'end', options: Details): void {
    const { writer } = recorded;
    if (writer === NO_WRITER) return;
    this.#quietly(() => {
      if (options.prompts !== undefined) writer.use(options.prompts);
      this.#write(recorded, how, this.#encode(recorded, options));
      this.#recordExtras(recorded, options);
    });
  }

  /** Runs a part of the recording. If it throws, a write is counted as failed. */
  #quietly(record: () => void): void {
    try {
      record();
    } catch (error) {
      this.#outbox.counts.drop('failed', 1, String(error));
    }
  }

  #encode(recorded: Recorded, given: Details): Encoded {
    const { type, metadata } = recorded;
    if (given.output !== undefined) recorded.hasOutput = true;
    const isAdded = metadata !== undefined && given.metadata !== undefined;
    const options = isAdded ? { ...given, metadata: withMetadata(given.metadata, metadata) } : given;
    const protect = this.#protect(type);
    return type === 'trace' ? encodeTrace(options, protect) : encodeSpan(options, protect);
  }

  /** Writes the fields that are known now. The others follow, in the order of the calls, when they are anonymized. */
  #write(recorded: Recorded, how: 'start' | 'update' | 'end', { fields, late }: Encoded): void {
    const { writer } = recorded;
    const { late: earlier } = recorded;
    if (late === undefined && earlier === undefined) return writer[how](fields);
    const known: WireFields = {};
    for (const field of PRIVATE_FIELDS) {
      const json = fields[field];
      if (json === undefined) continue;
      known[field] = json;
      delete fields[field];
    }
    const release = late === undefined ? () => {} : this.#outbox.hold(late.bytes);
    if (release === undefined) {
      const notice = JSON.stringify({ vitrine: 'left out: the queue is full of fields that are being anonymized' });
      for (const field of late?.names ?? []) known[field] = notice;
    }
    writer[how](fields);
    const anonymized = release === undefined ? undefined : late?.fields;
    const written: Promise<void> = Promise.all([anonymized, earlier]).then(([changed]) => {
      if (recorded.late === written) recorded.late = undefined;
      release?.();
      if (changed !== undefined || Object.keys(known).length > 0) writer.update({ ...known, ...changed });
    });
    recorded.late = written;
    this.#outbox.follow(written);
  }

  /** Queues the scores and attachments that were given with the fields of a record. */
  #recordExtras(recorded: Recorded, { feedbackScores, attachments }: Details): void {
    for (const score of feedbackScores ?? []) this.scoreRecorded(recorded, score);
    if (attachments === undefined) return;
    const { id: entityId, type: entityType, projectName } = recorded;
    this.#upload(attachments, { entityType, entityId, projectName });
  }

  scoreRecorded({ id, type, writer, projectName }: Recorded, options: ScoreOptions): void {
    if (writer === NO_WRITER) return;
    this.score(type, id, { ...options, projectName: options.projectName ?? projectName });
  }

  score(about: keyof typeof SCORED, id: string, options: ScoreOptions): void {
    if (!this.isActive) return;
    const { delivery, field } = SCORED[about];
    const { name, value, categoryName, reason, projectName } = options;
    const score: WireFields = {
      [field]: JSON.stringify(id),
      ...this.#projectFields(projectName),
      source: '"sdk"',
      ...jsonFields({ name, value, category_name: categoryName, reason }),
    };
    this.#outbox.deliveries[delivery].put(`${id}\n${name}`, score, {});
  }
}
