import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** How many rows more than are seen are drawn on either side. */
const OVERSCAN = 12;
/** The window moves in steps of this many rows, so that most scroll events change nothing. */
const STEP = 8;

/** What a {@link RowWindow} looks through. */
export interface RowWindowOptions {
  /** The element that scrolls; undefined before the first render. */
  scroller(): HTMLElement | undefined;
  /** Height of the sticky header that covers the top of the scroller, in px. */
  headerHeight: number;
  rowHeight(): number;
  count(): number;
}

/** Which rows of a long list of equally high rows are in the DOM: those that are seen, and some around them. */
export class RowWindow implements ReactiveController {
  first = 0;
  /** Exclusive. */
  last = 60;

  private readonly host: ReactiveControllerHost;
  private readonly options: RowWindowOptions;
  private readonly resizes = new ResizeObserver(() => this.measure());
  private observed: HTMLElement | undefined;

  constructor(host: ReactiveControllerHost, options: RowWindowOptions) {
    this.host = host;
    this.options = options;
    host.addController(this);
  }

  hostConnected(): void {
    this.host.requestUpdate();
  }

  hostUpdated(): void {
    const scroller = this.options.scroller();
    if (scroller === this.observed) return;
    this.hostDisconnected();
    this.observed = scroller;
    if (scroller === undefined) return;
    this.resizes.observe(scroller);
    scroller.addEventListener('scroll', this.measure, { passive: true });
  }

  hostDisconnected(): void {
    this.resizes.disconnect();
    this.observed?.removeEventListener('scroll', this.measure);
    this.observed = undefined;
  }

  /** Scrolls as little as is needed to see a row. */
  reveal(index: number): void {
    const scroller = this.options.scroller();
    if (scroller === undefined) return;
    const height = this.options.rowHeight();
    const top = index * height;
    const room = scroller.clientHeight - this.options.headerHeight;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top + height > scroller.scrollTop + room) scroller.scrollTop = top + height - room;
    this.measure();
  }

  /** How many whole rows are seen at once. */
  get pageSize(): number {
    const scroller = this.options.scroller();
    const room = (scroller?.clientHeight ?? 0) - this.options.headerHeight;
    return Math.max(1, Math.floor(room / this.options.rowHeight()) - 1);
  }

  private readonly measure = (): void => {
    const scroller = this.options.scroller();
    if (scroller === undefined) return;
    const height = this.options.rowHeight();
    const seen = Math.floor(scroller.scrollTop / height);
    const first = Math.max(0, Math.floor((seen - OVERSCAN) / STEP) * STEP);
    const last = Math.ceil((seen + scroller.clientHeight / height + OVERSCAN) / STEP) * STEP;
    if (first === this.first && last === this.last) return;
    this.first = first;
    this.last = last;
    this.host.requestUpdate();
  };
}
