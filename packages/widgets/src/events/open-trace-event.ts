/** The detail of {@link VitrineOpenTraceEvent}. */
export interface OpenTraceDetail {
  id: string;
}

/** `vitrine-open-trace`: the user requested a trace of a list or of a conversation. Cancelable. */
export class VitrineOpenTraceEvent extends CustomEvent<OpenTraceDetail> {
  constructor(detail: OpenTraceDetail) {
    super('vitrine-open-trace', { detail, bubbles: true, composed: true, cancelable: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vitrine-open-trace': VitrineOpenTraceEvent;
  }
}
