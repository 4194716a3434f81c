import type { Json } from '@vitrine/core/model';
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { number } from '../../format/number.ts';
import { icon } from '../../icons/icon.ts';
import { ICONS } from '../../icons/icons.ts';
import { controls } from '../../theme/controls.styles.ts';
import { tokens } from '../../theme/tokens.styles.ts';
import { styles } from './vitrine-value.styles.ts';

/** Number of characters of a text that are shown at first. Each "show more" shows four times as many. */
const TEXT_CUT = 20_000;
/** Number of characters of a string inside a tree that are shown at first. */
const STRING_CUT = 600;
/** Number of entries of an object or list that are shown at first. */
const ENTRY_CUT = 100;
/** Number of levels that are open at first, and maximum number of entries of an object that is open at first. */
const OPEN_DEPTH = 3;
const OPEN_ENTRIES = 30;
/** Deepest level with an indent of its own. */
const DEEPEST_INDENT = 12;

type Branch = Json[] | { [key: string]: Json };

function isBranch(value: Json): value is Branch {
  return typeof value === 'object' && value !== null;
}

function entriesOf(value: Branch, count: number): [string, Json][] {
  if (Array.isArray(value)) return value.slice(0, count).map((item, i) => [String(i), item]);
  return Object.entries(value).slice(0, count);
}

function summary(value: Branch): string {
  const count = Array.isArray(value) ? value.length : Object.keys(value).length;
  if (Array.isArray(value)) return `[${count === 0 ? '' : `${count} ${count === 1 ? 'item' : 'items'}`}]`;
  return count === 0 ? '{}' : `{${Object.keys(value).slice(0, 4).join(', ').slice(0, 60)}${count > 4 ? ', …' : ''}}`;
}

/**
 * Any JSON value: a text, or a tree that opens level by level. Only a bounded part of a large or deep value is in the
 * DOM; buttons show more of it.
 */
@customElement('vitrine-value')
export class VitrineValue extends LitElement {
  static override styles = [tokens, controls, styles];

  /** Branches that the user collapsed (false) or expanded (true), by path. */
  @state() private folds: ReadonlyMap<string, boolean> = new Map();
  /** Number of characters or entries that are shown, by path of the cut value. */
  @state() private shown: ReadonlyMap<string, number> = new Map();

  @property({ attribute: false }) value: Json = null;
  /** Form of an object or list: a tree, or indented JSON. */
  @property() as: 'tree' | 'text' = 'tree';
  @property() locale: string | undefined;

  private text = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('value')) {
      this.folds = new Map();
      this.shown = new Map();
    }
    if (changed.has('value') || changed.has('as')) {
      if (typeof this.value === 'string') this.text = this.value;
      else this.text = this.as === 'text' ? (JSON.stringify(this.value, null, 2) ?? '') : '';
    }
  }

  private renderCut(path: string, text: string, cut: number): TemplateResult {
    const shown = this.shown.get(path) ?? cut;
    if (text.length <= shown) return html`${text}`;
    return html`${text.slice(0, shown)}…
      <button class="link" @click=${() => (this.shown = new Map(this.shown).set(path, shown * 4))}>
        show more of ${number(text.length, this.locale)} characters
      </button>`;
  }

  private renderLeaf(path: string, value: Exclude<Json, Branch>): TemplateResult {
    if (typeof value === 'string')
      return html`<span class="string">"${this.renderCut(path, value, STRING_CUT)}"</span>`;
    return html`<span class="literal">${String(value)}</span>`;
  }

  private isOpen(path: string, value: Branch, depth: number): boolean {
    const count = Array.isArray(value) ? value.length : Object.keys(value).length;
    return this.folds.get(path) ?? (depth < OPEN_DEPTH && count <= OPEN_ENTRIES);
  }

  private renderBranch(path: string, key: string, value: Branch, depth: number): TemplateResult {
    const open = this.isOpen(path, value, depth);
    return html`<button
        class="fold"
        type="button"
        aria-expanded=${open}
        @click=${() => (this.folds = new Map(this.folds).set(path, !open))}
      >
        ${icon(ICONS.chevron)}<span class="cut"
          ><span class="key">${key}:&nbsp;</span><span class="muted">${summary(value)}</span></span
        ></button
      >${open ? this.renderEntries(path, value, depth) : nothing}`;
  }

  private renderEntries(path: string, value: Branch, depth: number): TemplateResult {
    const total = Array.isArray(value) ? value.length : Object.keys(value).length;
    const shown = this.shown.get(path) ?? ENTRY_CUT;
    return html`<ul class=${depth > DEEPEST_INDENT ? 'deep' : ''}>
      ${entriesOf(value, shown).map(([key, item]) => {
        const at = `${path}/${key}`;
        if (isBranch(item)) return html`<li>${this.renderBranch(at, key, item, depth + 1)}</li>`;
        return html`<li class="entry"><span class="key">${key}: </span>${this.renderLeaf(at, item)}</li>`;
      })}
      ${
        total > shown
          ? html`<li class="entry">
              <button class="link" @click=${() => (this.shown = new Map(this.shown).set(path, shown * 4))}>
                show more of ${number(total, this.locale)}
              </button>
            </li>`
          : nothing
      }
    </ul>`;
  }

  protected override render(): TemplateResult {
    const { value } = this;
    if (typeof value === 'string' || this.as === 'text') {
      return html`<pre class="text">${this.renderCut('', this.text, TEXT_CUT)}</pre>`;
    }
    if (!isBranch(value)) return this.renderLeaf('', value);
    const isEmpty = Object.keys(value).length === 0;
    return isEmpty ? html`<span class="muted">${summary(value)}</span>` : this.renderEntries('', value, 0);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-value': VitrineValue;
  }
}
