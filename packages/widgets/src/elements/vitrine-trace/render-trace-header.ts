import type { TraceView } from '@vitrine/core/model';
import { html, nothing, type TemplateResult } from 'lit';
import { cost } from '../../format/cost.ts';
import { duration } from '../../format/duration.ts';
import { renderQuantity } from '../../format/quantity.ts';
import { renderTime } from '../../format/time.ts';
import { tokenCount } from '../../format/token-count.ts';
import { icon } from '../../icons/icon.ts';
import { ICONS } from '../../icons/icons.ts';

function renderStatus({ trace }: TraceView): TemplateResult {
  if (trace.error_info !== null) {
    return html`<span class="status failed" role="img" aria-label="Failed" title="Failed">${icon(ICONS.error)}</span>`;
  }
  if (trace.end_time === null) {
    return html`<span class="status running" role="img" aria-label="Running" title="Running"
      >${icon(ICONS.running)}</span
    >`;
  }
  return html`<span class="status" role="img" aria-label="Finished" title="Finished">${icon(ICONS.check)}</span>`;
}

/** Number of hidden spans, and the function that shows them. */
export interface HiddenSpans {
  count: number;
  /** Whether they are shown at the moment. */
  shown: boolean;
  toggle: () => void;
}

function renderHidden({ count, shown, toggle }: HiddenSpans): TemplateResult | typeof nothing {
  if (count === 0) return nothing;
  return html`<button
    class="link hidden-spans"
    title="${shown ? 'Hide' : 'Show'} HTTP, databases and other infrastructure"
    @click=${toggle}
  >
    ${shown ? `hide ${count}` : `${count} hidden`}
  </button>`;
}

/** Renders the name and status of a trace, and its figures, on one line. */
export function renderTraceHeader(
  view: TraceView,
  locale: string | undefined,
  nextError: () => void,
  hidden: HiddenSpans,
): TemplateResult {
  const { trace } = view;
  const unpriced = trace.unpriced_span_count > 0;
  const failed = trace.error_count;
  return html`<div class="name" part="title">
      <h2 class="cut" title=${trace.name}>${trace.name || 'Trace'}</h2>
      ${renderStatus(view)}
    </div>
    <div class="facts">
      ${trace.end_time === null ? html`<span class="muted">running</span>` : renderQuantity(duration(trace.duration, locale))}
      ${trace.total_tokens === null ? nothing : renderQuantity(tokenCount(trace.total_tokens, locale))}
      ${
        trace.total_estimated_cost === null && !unpriced
          ? nothing
          : html`<span
              title=${unpriced ? `${trace.unpriced_span_count} model calls have no known price, or only a part of them` : ''}
              >${renderQuantity(cost(trace.total_estimated_cost, unpriced, locale))}</span
            >`
      }
      ${
        failed > 0
          ? html`<button class="link errors" title="Go to the next one" @click=${nextError}>
              ${failed} ${failed === 1 ? 'error' : 'errors'}
            </button>`
          : nothing
      }
      ${renderHidden(hidden)}
      <span class="muted">${renderTime(trace.start_time, locale)}</span>
    </div>`;
}
