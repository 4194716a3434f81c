import type { ThreadView, TraceView } from '@vitrine/core/model';

/** The detail of {@link VitrineLoadEvent}: a trace, or a conversation with its `turns`. */
export type LoadDetail = TraceView['trace'] | ThreadView;

/**
 * `vitrine-load`: an element read its trace or its conversation from the server. The events of traces that are expanded
 * inside a `<vitrine-thread>` bubble through it.
 *
 * @example
 * element.addEventListener('vitrine-load', ({ detail }) => {
 *   document.title = 'turns' in detail ? detail.thread_id : detail.name;
 * });
 */
export class VitrineLoadEvent extends CustomEvent<LoadDetail> {
  constructor(detail: LoadDetail) {
    super('vitrine-load', { detail, bubbles: true, composed: true });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vitrine-load': VitrineLoadEvent;
  }
}
