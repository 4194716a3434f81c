import { html, type ReactiveControllerHost, type TemplateResult } from 'lit';

const STORAGE_KEY = 'vitrine:split';
const MIN_PERCENT = 25;
const MAX_PERCENT = 80;
const DEFAULT_PERCENT = 56;

function remembered(): number {
  try {
    const stored = Number(localStorage.getItem(STORAGE_KEY));
    return stored >= MIN_PERCENT && stored <= MAX_PERCENT ? stored : DEFAULT_PERCENT;
  } catch {
    return DEFAULT_PERCENT; // the page has no storage
  }
}

/** Line between the tree and the detail. It is moved by the pointer or by arrow keys, and its position is remembered. */
export class PaneSplit {
  /** Share of the width of the first pane, in percent. */
  percent = remembered();

  private readonly host: ReactiveControllerHost & HTMLElement;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.host = host;
  }

  private set(percent: number): void {
    this.percent = Math.round(Math.min(MAX_PERCENT, Math.max(MIN_PERCENT, percent)) * 10) / 10;
    try {
      localStorage.setItem(STORAGE_KEY, String(this.percent));
    } catch {
      // The page has no storage, so the position is lost with the element.
    }
    this.host.requestUpdate();
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -2, ArrowRight: 2, Home: -100, End: 100 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    this.set(this.percent + step);
  };

  private readonly onPointerDown = (event: PointerEvent): void => {
    event.preventDefault();
    const line = event.currentTarget as HTMLElement;
    line.setPointerCapture(event.pointerId);
    const move = (moved: PointerEvent): void => {
      const box = this.host.getBoundingClientRect();
      this.set(((moved.clientX - box.left) / box.width) * 100);
    };
    line.addEventListener('pointermove', move);
    line.addEventListener('lostpointercapture', () => line.removeEventListener('pointermove', move), { once: true });
  };

  render(): TemplateResult {
    return html`<div
      class="split"
      part="split"
      role="separator"
      tabindex="0"
      aria-label="Width of the tree"
      aria-orientation="vertical"
      aria-valuemin=${MIN_PERCENT}
      aria-valuemax=${MAX_PERCENT}
      aria-valuenow=${Math.round(this.percent)}
      @keydown=${this.onKey}
      @pointerdown=${this.onPointerDown}
      @dblclick=${() => this.set(DEFAULT_PERCENT)}
    ></div>`;
  }
}
