import type { TraceRow } from '@vitrine/core/model';
import { html, nothing, type TemplateResult } from 'lit';
import { cost } from '../../format/cost.ts';
import { duration } from '../../format/duration.ts';
import { renderQuantity } from '../../format/quantity.ts';
import { renderTime } from '../../format/time.ts';
import { tokenCount } from '../../format/token-count.ts';
import { icon } from '../../icons/icon.ts';
import { ICONS } from '../../icons/icons.ts';
import { renderScores } from '../../parts/scores/render-scores.ts';

/** Columns of the list, in order. The class of a column sets its width. */
export const COLUMNS = [
  { name: 'status', label: 'Status', hidden: true },
  { name: 'time', label: 'Time' },
  { name: 'name', label: 'Name' },
  { name: 'preview', label: 'Input' },
  { name: 'duration quantity', label: 'Duration' },
  { name: 'tokens quantity', label: 'Tokens' },
  { name: 'cost quantity', label: 'Cost' },
  { name: 'scores', label: 'Scores' },
  { name: 'tags', label: 'Tags' },
] as const;

function renderStatus(trace: TraceRow): TemplateResult {
  if (trace.error_info !== null) {
    const error = [trace.error_info.exception_type, trace.error_info.message].filter(Boolean).join(': ');
    return html`<span class="failed" role="img" aria-label="Failed" title=${error}>${icon(ICONS.error)}</span>`;
  }
  if (trace.end_time === null) {
    return html`<span class="running" role="img" aria-label="Running" title="Running">${icon(ICONS.running)}</span>`;
  }
  return html`<span class="ok" role="img" aria-label="Finished" title="Finished">${icon(ICONS.check)}</span>`;
}

/** Renders the cells of a trace. */
export function renderTraceCells(
  trace: TraceRow,
  href: string | undefined,
  locale: string | undefined,
): TemplateResult {
  const name = trace.name || 'Trace';
  const unpriced = trace.unpriced_span_count > 0;
  return html`<td class="status">${renderStatus(trace)}</td>
    <td class="time">${renderTime(trace.start_time, locale)}</td>
    <td class="name" title=${name}>
      ${href === undefined ? html`<span>${name}</span>` : html`<a href=${href} tabindex="-1">${name}</a>`}
    </td>
    <td class="preview" title=${trace.input_preview}>
      ${trace.input_preview || html`<span class="muted">–</span>`}${
        trace.output_preview ? html`<span class="answer">${trace.output_preview}</span>` : nothing
      }
    </td>
    <td class="duration quantity">
      ${trace.end_time === null ? html`<span class="muted">running</span>` : renderQuantity(duration(trace.duration, locale))}
    </td>
    <td class="tokens quantity">${renderQuantity(tokenCount(trace.total_tokens, locale))}</td>
    <td class="cost quantity">${renderQuantity(cost(trace.total_estimated_cost, unpriced, locale))}</td>
    <td class="scores">${renderScores(trace.feedback_scores, locale)}</td>
    <td class="tags">${trace.tags.map((tag) => html`<span class="tag">${tag}</span>`)}</td>`;
}
