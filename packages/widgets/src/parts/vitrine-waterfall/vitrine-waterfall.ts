import type { TraceView } from '@vitrine/core/model';
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { repeat } from 'lit/directives/repeat.js';
import { RowWindow } from '../../controllers/row-window.ts';
import { VitrineOpenRowEvent } from '../../events/open-row-event.ts';
import { VitrineSelectRowEvent } from '../../events/select-row-event.ts';
import { duration } from '../../format/duration.ts';
import { renderQuantity } from '../../format/quantity.ts';
import { tickLabel } from '../../format/tick-label.ts';
import { tokenCount } from '../../format/token-count.ts';
import { icon } from '../../icons/icon.ts';
import { ICONS } from '../../icons/icons.ts';
import { KINDS } from '../../icons/kind-icons.ts';
import { findNodes, type SearchResult } from '../span-tree/find-nodes.ts';
import { isInfrastructure, infrastructureCount } from '../span-tree/infrastructure.ts';
import { spanTree, type TreeNode } from '../span-tree/span-tree.ts';
import { ticks, timeAxis, type TimeAxis } from '../span-tree/time-axis.ts';
import { visibleNodes } from '../span-tree/visible-nodes.ts';
import { controls } from '../../theme/controls.styles.ts';
import { setStyle } from '../../theme/set-style.ts';
import { tokens } from '../../theme/tokens.styles.ts';
import { renderBar } from './render-bar.ts';
import { styles } from './vitrine-waterfall.styles.ts';

const HEADER_HEIGHT = 24;
/** Deepest level with an indent of its own, so that names stay on the screen. */
const DEEPEST_INDENT = 16;
/** Share of the axis in which ticks have labels. The rest is kept for the label of the end, which is always shown. */
const LABELS_UNTIL = 0.66;

/**
 * Tree of a trace with its bars: one grid in one scroll container. Only the visible rows are in the DOM. A part of
 * `<vitrine-trace>`.
 *
 * @fires {VitrineSelectRowEvent} vitrine-select-row - A row was selected.
 * @fires {VitrineOpenRowEvent} vitrine-open-row - A row was clicked, or Enter was pressed on it.
 */
@customElement('vitrine-waterfall')
export class VitrineWaterfall extends LitElement {
  static override styles = [tokens, controls, styles];

  private readonly rowWindow = new RowWindow(this, {
    scroller: () => this.scroller ?? undefined,
    headerHeight: HEADER_HEIGHT,
    rowHeight: () => this.rowHeight,
    count: () => this.nodes.length,
  });

  @query('.scroller') private readonly scroller!: HTMLElement | null;

  @state() private collapsed: ReadonlySet<string> = new Set();

  /** The trace. A new view of the same trace keeps the collapsed rows and the scroll position. */
  @property({ attribute: false }) view: TraceView | undefined;
  /** Id of the selected row: of a span, or of the trace. */
  @property({ attribute: false }) selected: string | undefined;
  /** Text to find: only matching rows and their ancestors are shown. */
  @property() find = '';
  /** Whether spans of HTTP, databases and other infrastructure are shown. */
  @property({ type: Boolean }) all = false;
  @property() locale: string | undefined;

  private root: TreeNode | undefined;
  private found: SearchResult | undefined;
  private nodes: TreeNode[] = [];
  private axis: TimeAxis = { start: 0, end: 1 };
  private rowHeight = 28;

  protected override willUpdate(changed: PropertyValues): void {
    if (this.view === undefined) return;
    if (changed.has('view') || changed.has('all')) {
      this.root =
        this.all || infrastructureCount(this.view) === 0 ? spanTree(this.view) : spanTree(this.view, isInfrastructure);
      this.axis = timeAxis(this.view, Date.now());
    }
    if (this.root === undefined) return;
    if (changed.has('view') || changed.has('all') || changed.has('find')) {
      this.found = this.find.trim() === '' ? undefined : findNodes(this.root, this.find.trim());
    }
    if (changed.has('view') || changed.has('all') || changed.has('find') || changed.has('collapsed')) {
      this.nodes = visibleNodes(this.root, this.collapsed, this.found?.shown);
    }
  }

  protected override updated(changed: PropertyValues): void {
    const row = this.renderRoot.querySelector<HTMLElement>('.row');
    if (row !== null && row.offsetHeight > 0 && row.offsetHeight !== this.rowHeight) {
      this.rowHeight = row.offsetHeight;
      this.requestUpdate();
    }
    if (changed.has('selected') || changed.has('find')) this.rowWindow.reveal(Math.max(0, this.activeIndex));
  }

  override focus(options?: FocusOptions): void {
    this.scroller?.focus(options);
  }

  /** Selects the next failed row; after the last one, the first. */
  selectNextError(): void {
    const from = this.activeIndex + 1;
    const next = [...this.nodes.slice(from), ...this.nodes.slice(0, from)].find((node) => node.row.has_error);
    if (next !== undefined) this.select(next);
  }

  private get activeIndex(): number {
    return this.nodes.findIndex((node) => node.row.id === this.selected);
  }

  private select(node: TreeNode): void {
    if (node.row.id !== this.selected) this.dispatchEvent(new VitrineSelectRowEvent(node.row.id));
  }

  private open(node: TreeNode): void {
    this.dispatchEvent(new VitrineOpenRowEvent(node.row.id));
  }

  private toggle(node: TreeNode): void {
    const collapsed = new Set(this.collapsed);
    if (!collapsed.delete(node.row.id)) collapsed.add(node.row.id);
    this.collapsed = collapsed;
  }

  private onClick(event: MouseEvent): void {
    const row = (event.target as Element).closest('.row');
    const node = this.nodes[Number(row?.getAttribute('data-index') ?? -1)];
    if (node === undefined) return;
    if ((event.target as Element).closest('.twisty') !== null && node.children.length > 0) {
      this.toggle(node);
      return;
    }
    this.select(node);
    this.open(node);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const at = Math.max(0, this.activeIndex);
    const node = this.nodes[at];
    if (node === undefined) return;
    const last = this.nodes.length - 1;
    const isOpen = node.children.length > 0 && !this.collapsed.has(node.row.id);
    const moves: Record<string, () => TreeNode | undefined | void> = {
      ArrowDown: () => this.nodes[Math.min(last, at + 1)],
      ArrowUp: () => this.nodes[Math.max(0, at - 1)],
      PageDown: () => this.nodes[Math.min(last, at + this.rowWindow.pageSize)],
      PageUp: () => this.nodes[Math.max(0, at - this.rowWindow.pageSize)],
      Home: () => this.nodes[0],
      End: () => this.nodes[last],
      ArrowRight: () => (isOpen || node.children.length === 0 ? this.nodes[isOpen ? at + 1 : at] : this.toggle(node)),
      ArrowLeft: () => (isOpen && this.found === undefined ? this.toggle(node) : node.parent),
      Enter: () => this.open(node),
    };
    const move = moves[event.key];
    if (move === undefined) return;
    event.preventDefault();
    const next = move();
    if (next !== undefined) this.select(next);
  }

  private renderRow(node: TreeNode, index: number): TemplateResult {
    const { row } = node;
    const kind = KINDS[row.kind] ?? KINDS.general;
    const classes = {
      row: true,
      [kind.family]: true,
      active: row.id === this.selected,
      dim: this.found !== undefined && !this.found.matches.has(node),
      failing: row.has_error,
      running: row.end_time === null,
    };
    return html`<div
      class=${classMap(classes)}
      role="row"
      id="row-${row.id}"
      data-index=${index}
      aria-rowindex=${index + 2}
      aria-level=${node.depth + 1}
      aria-posinset=${node.position}
      aria-setsize=${node.parent?.children.length ?? 1}
      aria-selected=${row.id === this.selected}
      aria-expanded=${node.children.length === 0 ? nothing : String(this.found !== undefined || !this.collapsed.has(row.id))}
    >
      <div class="name" role="gridcell" ${setStyle({ '--depth': String(Math.min(node.depth, DEEPEST_INDENT)) })}>
        <span class="twisty">${node.children.length > 0 ? icon(ICONS.chevron) : nothing}</span>
        <span class="kind" title=${kind.label}>${icon(kind.icon)}</span>
        <span class="visually-hidden">${kind.label}</span>
        <span class="label" title=${row.name}>${row.name || kind.label}</span>
        ${
          row.has_error
            ? html`<span class="failed" title="Failed">${icon(ICONS.error)}</span
                ><span class="visually-hidden">failed</span>`
            : nothing
        }
        ${row.model !== null && row.model !== row.name ? html`<span class="model">${row.model}</span>` : nothing}
      </div>
      <div class="quantity tokens" role="gridcell">
        ${row.total_tokens === null ? nothing : renderQuantity(tokenCount(row.total_tokens, this.locale))}
      </div>
      <div class="quantity" role="gridcell">
        ${row.end_time === null ? html`<span class="muted">running</span>` : renderQuantity(duration(row.duration, this.locale))}
      </div>
      <div class="lane" role="gridcell">${renderBar(node, this.axis)}</div>
    </div>`;
  }

  private renderTicks(labels: boolean): TemplateResult[] {
    const length = this.axis.end - this.axis.start;
    const marks = labels
      ? [0, ...ticks(this.axis).filter((mark) => mark < length * LABELS_UNTIL), length]
      : ticks(this.axis);
    return marks.map(
      (mark) =>
        html`<span class="tick" ${setStyle({ '--at': `${(mark / length) * 100}%` })}
          >${labels ? tickLabel(mark, this.locale) : nothing}</span
        >`,
    );
  }

  protected override render(): TemplateResult {
    const first = Math.min(this.rowWindow.first, Math.max(0, this.nodes.length - 1));
    const shown = this.nodes.slice(first, this.rowWindow.last);
    return html`<div
      class="scroller"
      role="treegrid"
      tabindex="0"
      aria-label="Spans"
      aria-rowcount=${this.nodes.length + 1}
      aria-activedescendant=${this.selected === undefined ? nothing : `row-${this.selected}`}
      @click=${this.onClick}
      @keydown=${this.onKey}
    >
      <div class="header" role="row" aria-rowindex="1">
        <div role="columnheader">Span</div>
        <div class="quantity tokens" role="columnheader">Tokens</div>
        <div class="quantity" role="columnheader">Duration</div>
        <div class="lane" role="columnheader" aria-label="Time">${this.renderTicks(true)}</div>
      </div>
      <div class="rows" role="rowgroup" ${setStyle({ height: `${this.nodes.length * this.rowHeight}px` })}>
        <div class="grid" role="presentation"><div class="lane">${this.renderTicks(false)}</div></div>
        <div class="window" role="presentation" ${setStyle({ '--top': `${first * this.rowHeight}px` })}>
          ${repeat(
            shown,
            (node) => node.row.id,
            (node, i) => this.renderRow(node, first + i),
          )}
        </div>
      </div>
      ${
        this.found?.matches.size === 0
          ? html`<div class="none" role="presentation">No span matches “${this.find}”.</div>`
          : nothing
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-waterfall': VitrineWaterfall;
  }
}
