/** The detail of {@link VitrineOpenThreadEvent}. */
export interface OpenThreadDetail {
  thread_id: string;
  project_id: string;
}

/** `vitrine-open-thread`: the user requested the conversation of a trace. Cancelable. */
export class VitrineOpenThreadEvent extends CustomEvent<OpenThreadDetail> {
  constructor(detail: OpenThreadDetail) {
    super('vitrine-open-thread', { detail, bubbles: true, composed: true, cancelable: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vitrine-open-thread': VitrineOpenThreadEvent;
  }
}
