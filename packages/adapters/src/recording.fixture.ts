import { MemoryTransport, type SpanWrite, type TraceWrite, Vitrine } from '@vitrine/core';

/** Name of a trace or span, followed by the outlines of the spans in it. */
export type Outline = [string, ...Outline[]];

function byStart(a: SpanWrite, b: SpanWrite): number {
  return a.start_time.localeCompare(b.start_time) || (a.id ?? '').localeCompare(b.id ?? '');
}

/** Client with the traces and spans that it has recorded. */
export class Recording {
  readonly memory = new MemoryTransport();
  readonly client = new Vitrine({ transport: this.memory });

  async traces(): Promise<TraceWrite[]> {
    await this.client.flush();
    return this.memory.traces;
  }

  async spans(): Promise<SpanWrite[]> {
    await this.client.flush();
    return this.memory.spans.toSorted(byStart);
  }

  /** Returns the first span with a name. */
  async span(name: string): Promise<SpanWrite> {
    const found = (await this.spans()).find((span) => span.name === name);
    if (found === undefined) throw new Error(`no span is named ${name}`);
    return found;
  }

  /** Returns the traces as trees of `kind name`, with `!` after a failed span and `…` after an open one. */
  async outline(): Promise<Outline[]> {
    const spans = await this.spans();
    const ids = new Set(spans.map((span) => span.id));
    const draw = (name: string, record: TraceWrite, inside: SpanWrite[]): Outline => [
      name + (record.error_info == null ? '' : '!') + (record.end_time == null ? '…' : ''),
      ...inside.map((span) =>
        draw(
          `${span.kind ?? 'general'} ${span.name}`,
          span,
          spans.filter((other) => other.parent_span_id === span.id),
        ),
      ),
    ];
    return this.memory.traces.map((trace) => {
      const top = spans.filter((span) => span.trace_id === trace.id && !ids.has(span.parent_span_id));
      return draw(`trace ${trace.name}`, trace, top);
    });
  }
}
