/**
 * `vitrine-open-row`: a row of `<vitrine-waterfall>` was clicked, or Enter was pressed on it. It does not leave
 * `<vitrine-trace>`.
 */
export class VitrineOpenRowEvent extends CustomEvent<{ id: string }> {
  constructor(id: string) {
    super('vitrine-open-row', { detail: { id } });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vitrine-open-row': VitrineOpenRowEvent;
  }
}
