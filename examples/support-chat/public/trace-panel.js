const WIDE = matchMedia('(min-width: 1100px)');

/** Panel that shows the trace of an answer: next to the conversation, or over it on a narrow screen. */
export class TracePanel {
  #panel = document.querySelector('#panel');
  #body = document.querySelector('#panel-body');
  #conversation = document.querySelector('#conversation');
  /** @type {HTMLButtonElement | undefined} */
  #opener;

  constructor() {
    document.querySelector('#panel-close').addEventListener('click', () => this.close());
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !this.#panel.hidden) this.close();
    });
    WIDE.addEventListener('change', () => this.#cover());
  }

  /**
   * Opens the panel, or closes it if it already shows the answer.
   *
   * @param {HTMLButtonElement} opener
   * @param {string} traceId
   */
  toggle(opener, traceId) {
    if (this.#opener === opener) {
      this.close();
      return;
    }
    this.#opener?.setAttribute('aria-expanded', 'false');
    this.#opener = opener;
    opener.setAttribute('aria-expanded', 'true');
    const trace = document.createElement('vitrine-trace');
    trace.setAttribute('trace-id', traceId);
    this.#body.replaceChildren(trace);
    this.#panel.hidden = false;
    this.#cover();
    this.#panel.focus({ preventScroll: true });
  }

  close() {
    if (this.#panel.hidden) return;
    this.#panel.hidden = true;
    this.#body.replaceChildren();
    this.#cover();
    this.#opener?.setAttribute('aria-expanded', 'false');
    this.#opener?.focus();
    this.#opener = undefined;
  }

  /** Makes the conversation inert while the panel covers it. */
  #cover() {
    this.#conversation.inert = !this.#panel.hidden && !WIDE.matches;
  }
}
