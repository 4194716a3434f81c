import { renderMarkdown } from './render-markdown.js';
import { toolLine } from './tool-line.js';

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Partial<HTMLElementTagNameMap[T]>} [properties]
 */
function make(tag, properties = {}) {
  return Object.assign(document.createElement(tag), properties);
}

/** View of one question and its answer, updated as events arrive. */
export class TurnView {
  #tools = make('ul', { className: 'tools', hidden: true });
  #answer = make('div', { className: 'answer' });
  #waiting = make('p', { className: 'waiting', textContent: 'Thinking…' });
  #text = '';
  /** @type {Map<string, HTMLLIElement>} */
  #toolItems = new Map();
  #drawn = false;

  /** @param {string} question */
  constructor(question) {
    this.element = make('article', { className: 'turn' });
    this.element.append(make('p', { className: 'question', textContent: question }), this.#tools, this.#answer);
    this.#answer.append(this.#waiting);
  }

  /** Current text of the answer, for a screen reader. */
  get text() {
    return this.#answer.textContent ?? '';
  }

  /** @param {string} text */
  addText(text) {
    this.#text += text;
    if (this.#drawn) return;
    // Renders at most once per frame.
    this.#drawn = true;
    requestAnimationFrame(() => this.#draw());
  }

  /** @param {Parameters<typeof toolLine>[0]} event */
  showTool(event) {
    let item = this.#toolItems.get(event.id);
    if (item === undefined) {
      item = make('li');
      this.#toolItems.set(event.id, item);
      this.#tools.append(item);
      this.#tools.hidden = false;
    }
    item.dataset.state = event.state;
    item.textContent = toolLine(event);
    this.#waiting.hidden = event.state === 'running';
  }

  /** @param {string} message */
  fail(message) {
    this.#draw();
    this.#waiting.remove();
    this.#answer.after(make('p', { className: 'failure', textContent: message }));
    for (const item of this.#toolItems.values()) if (item.dataset.state === 'running') item.dataset.state = 'failed';
  }

  /**
   * Ends the turn, and adds the trace button and the feedback element below the answer.
   *
   * @param {string} traceId
   * @param {(button: HTMLButtonElement, traceId: string) => void} explain
   */
  end(traceId, explain) {
    this.#draw();
    this.#waiting.remove();
    const after = make('div', { className: 'after' });
    const feedback = document.createElement('vitrine-feedback');
    feedback.setAttribute('trace-id', traceId);
    const button = make('button', { className: 'quiet', type: 'button', textContent: 'How was this answered?' });
    button.setAttribute('aria-expanded', 'false');
    button.setAttribute('aria-controls', 'panel');
    button.addEventListener('click', () => explain(button, traceId));
    after.append(button, feedback);
    this.element.append(after);
  }

  #draw() {
    this.#drawn = false;
    if (this.#text !== '') this.#answer.replaceChildren(...renderMarkdown(this.#text));
  }
}
