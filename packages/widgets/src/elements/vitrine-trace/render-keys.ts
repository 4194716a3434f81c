import { html, type TemplateResult } from 'lit';

const KEYS: readonly [keys: string[], meaning: string][] = [
  [['↑', '↓'], 'Previous and next span'],
  [['←', '→'], 'Fold and unfold'],
  [['Home', 'End'], 'First and last span'],
  [['Enter'], 'Open the span'],
  [['Esc'], 'Close'],
  [['n'], 'Next error'],
  [['/'], 'Find spans'],
  [['?'], 'These keys'],
];

/** Renders the list of keys as a popover. */
export function renderKeys(): TemplateResult {
  return html`<div class="keys" popover role="dialog" aria-label="Keys">
    <dl>
      ${KEYS.map(
        ([keys, meaning]) =>
          html`<dt>${keys.map((key) => html`<kbd>${key}</kbd> `)}</dt>
            <dd>${meaning}</dd>`,
      )}
    </dl>
  </div>`;
}
