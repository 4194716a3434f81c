import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Number of rows that are rendered before and after the visible ones. */
const OVERSCAN = 12;
/** Number of rows by which the window moves, so that most scroll events change nothing. */
const STEP = 8;

/** Options of a {@link RowWindow}. */
export interface RowWindowOptions {
  /** Returns the element that scrolls; undefined before the first render. */
  scroller(): HTMLElement | undefined;
  /** Height of the sticky header that covers the top of the scroller, in px. */
  headerHeight: number;
  rowHeight(): number;
  count(): number;
}

/**
 * The range of rows of a long list that are in the DOM: the visible ones, and some before and after them. All rows have
 * the same height.
 *
 * It is not `@tanstack/lit-virtual`, which is made for rows of different heights. Rows of the same height need one
 * division, and one offset for the whole window.
 */
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

  /** Scrolls as little as possible to make a row visible. */
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

  /** Number of rows that fit on the screen. */
  get pageSize(): number {
    const scroller = this.options.scroller();
    const room = (scroller?.clientHeight ?? 0) - this.options.headerHeight;
    return Math.max(1, Math.floor(room / this.options.rowHeight()) - 1);
  }

  private readonly measure = (): void => {
    const scroller = this.options.scroller();
    if (scroller === undefined) return;
    const height = this.options.rowHeight();
    const firstVisible = Math.floor(scroller.scrollTop / height);
    const first = Math.max(0, Math.floor((firstVisible - OVERSCAN) / STEP) * STEP);
    const last = Math.ceil((firstVisible + scroller.clientHeight / height + OVERSCAN) / STEP) * STEP;
    if (first === this.first && last === this.last) return;
    this.first = first;
    this.last = last;
    this.host.requestUpdate();
  };
}
