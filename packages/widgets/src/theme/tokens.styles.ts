import { css } from 'lit';

/**
 * Design tokens of all elements. A page can set each `--vitrine-*` property on an element or on any ancestor. Light and
 * dark follow the page's `color-scheme`.
 *
 * @cssprop [--vitrine-font=inherit] - Font of texts.
 * @cssprop [--vitrine-font-mono=ui-monospace] - Font of code, JSON and ids.
 * @cssprop [--vitrine-text-size=13px] - Size of texts.
 * @cssprop [--vitrine-small=11px] - Size of labels and units.
 * @cssprop [--vitrine-line=20px] - Height of a line of text.
 * @cssprop [--vitrine-row=28px] - Height of a row of a list or tree.
 * @cssprop [--vitrine-radius=6px] - Radius of corners.
 * @cssprop --vitrine-surface - Background of panes.
 * @cssprop --vitrine-raised - Background of menus and sheets.
 * @cssprop --vitrine-border - Colour of lines.
 * @cssprop --vitrine-text - Colour of texts.
 * @cssprop --vitrine-muted - Colour of labels and units.
 * @cssprop --vitrine-accent - Colour of the selection, links and focus.
 * @cssprop --vitrine-span-llm - Colour of model calls.
 * @cssprop --vitrine-span-tool - Colour of tools.
 * @cssprop --vitrine-span-retrieval - Colour of retrieval and database spans.
 * @cssprop --vitrine-span-guardrail - Colour of guardrails.
 * @cssprop --vitrine-span-general - Colour of all other spans.
 * @cssprop --vitrine-error - Colour of errors.
 * @cssprop --vitrine-good - Colour of success and of a pressed thumbs-up button.
 */
export const tokens = css`
  :host {
    --_font-mono: var(--vitrine-font-mono, ui-monospace, 'SF Mono', SFMono-Regular, Menlo, Consolas, monospace);
    --_text-size: var(--vitrine-text-size, 13px);
    --_small: var(--vitrine-small, 11px);
    --_line: var(--vitrine-line, 20px);
    --_radius: var(--vitrine-radius, 6px);
    --_row: var(--vitrine-row, 28px);
    --_surface: var(--vitrine-surface, light-dark(oklch(99% 0.002 260), oklch(21% 0.01 260)));
    --_raised: var(--vitrine-raised, light-dark(oklch(100% 0 0), oklch(25% 0.012 260)));
    --_border: var(--vitrine-border, light-dark(oklch(91% 0.005 260), oklch(32% 0.012 260)));
    --_text: var(--vitrine-text, light-dark(oklch(24% 0.015 260), oklch(93% 0.005 260)));
    --_muted: var(--vitrine-muted, light-dark(oklch(50% 0.015 260), oklch(70% 0.012 260)));
    --_accent: var(--vitrine-accent, light-dark(oklch(52% 0.17 262), oklch(74% 0.13 262)));
    --_span-llm: var(--vitrine-span-llm, light-dark(oklch(55% 0.17 300), oklch(72% 0.14 300)));
    --_span-tool: var(--vitrine-span-tool, light-dark(oklch(55% 0.11 190), oklch(74% 0.1 190)));
    --_span-retrieval: var(--vitrine-span-retrieval, light-dark(oklch(57% 0.13 235), oklch(74% 0.11 235)));
    --_span-guardrail: var(--vitrine-span-guardrail, light-dark(oklch(62% 0.13 75), oklch(78% 0.12 75)));
    --_span-general: var(--vitrine-span-general, light-dark(oklch(60% 0.02 260), oklch(66% 0.02 260)));
    --_error: var(--vitrine-error, light-dark(oklch(54% 0.19 27), oklch(70% 0.16 27)));
    --_good: var(--vitrine-good, light-dark(oklch(54% 0.13 150), oklch(74% 0.13 150)));
    --_hover: color-mix(in oklch, var(--_text) 5%, transparent);
    --_selected: color-mix(in oklch, var(--_accent) 11%, transparent);
    --_ease: 120ms ease-out;
    color: var(--_text);
    font-family: var(--vitrine-font, inherit);
    font-size: var(--_text-size);
    line-height: var(--_line);
    text-align: start;
  }
  @media (prefers-reduced-motion: reduce) {
    :host {
      --_ease: 0s;
    }
  }
`;
