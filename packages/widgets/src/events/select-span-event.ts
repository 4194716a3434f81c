/** The detail of {@link VitrineSelectSpanEvent}. */
export interface SelectSpanDetail {
  /** The span's id, or the trace's own id for the top row. */
  id: string;
  trace_id: string;
}

/** `vitrine-select-span`: a row of a trace was selected. */
export class VitrineSelectSpanEvent extends CustomEvent<SelectSpanDetail> {
  constructor(detail: SelectSpanDetail) {
    super('vitrine-select-span', { detail, bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vitrine-select-span': VitrineSelectSpanEvent;
  }
}
