import { html, type TemplateResult } from 'lit';

/** A number with its unit, in parts: `[['2', 'm'], ['03', 's']]`. Units are shown small and muted. */
export type Quantity = readonly (readonly [value: string, unit: string])[];

/** Returns a quantity as one string, with no-break spaces. */
export function quantityText(quantity: Quantity): string {
  return quantity.map(([value, unit]) => (unit === '' ? value : `${value}\u00A0${unit}`)).join('\u00A0');
}

/** Renders a quantity with tabular figures, and `.unit` around each unit. */
export function renderQuantity(quantity: Quantity): TemplateResult {
  return html`<span class="number"
    >${quantity.map(([value, unit]) => (unit === '' ? value : html`${value}<span class="unit">&nbsp;${unit}</span> `))}</span
  >`;
}
