import { html, type ReactiveControllerHost, type TemplateResult } from 'lit';

const STORED_AS = 'vitrine:split';
const LEAST = 25;
const MOST = 80;
const DEFAULT = 56;

function remembered(): number {
  try {
    const stored = Number(localStorage.getItem(STORED_AS));
    return stored >= LEAST && stored <= MOST ? stored : DEFAULT;
  } catch {
    return DEFAULT; // a page without storage
  }
}

/** The line between tree and detail: dragged, or moved by the arrow keys; where it stood is remembered. */
export class PaneSplit {
  /** The first pane's share of the width, in percent. */
  percent = remembered();

  private readonly host: ReactiveControllerHost & HTMLElement;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.host = host;
  }

  private set(percent: number): void {
    this.percent = Math.round(Math.min(MOST, Math.max(LEAST, percent)) * 10) / 10;
    try {
      localStorage.setItem(STORED_AS, String(this.percent));
    } catch {
      // It holds for as long as the element lives.
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
      aria-valuemin=${LEAST}
      aria-valuemax=${MOST}
      aria-valuenow=${Math.round(this.percent)}
      @keydown=${this.onKey}
      @pointerdown=${this.onPointerDown}
      @dblclick=${() => this.set(DEFAULT)}
    ></div>`;
  }
}
