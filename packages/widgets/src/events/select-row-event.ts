/** `vitrine-select-row`: a row of `<vitrine-waterfall>` was selected. It does not leave `<vitrine-trace>`. */
export class VitrineSelectRowEvent extends CustomEvent<{ id: string }> {
  constructor(id: string) {
    super('vitrine-select-row', { detail: { id } });
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'vitrine-select-row': VitrineSelectRowEvent;
  }
}
