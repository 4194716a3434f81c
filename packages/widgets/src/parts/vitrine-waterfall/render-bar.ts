import { html, nothing, type TemplateResult } from 'lit';
import type { TimeAxis } from '../span-tree/time-axis.ts';
import type { TreeNode } from '../span-tree/span-tree.ts';
import { setStyle } from '../../theme/set-style.ts';

function percent(part: number): string {
  return `${(Math.min(1, Math.max(0, part)) * 100).toFixed(3)}%`;
}

/**
 * Renders the bar of a row on the time axis. The lighter part at its start is the time to the first token. The bar of a
 * row with children is thin, so that the work itself stands out.
 */
export function renderBar({ row, children }: TreeNode, axis: TimeAxis): TemplateResult {
  const length = axis.end - axis.start;
  const start = Date.parse(row.start_time);
  const end = row.end_time === null ? axis.end : Date.parse(row.end_time);
  const style = { '--at': percent((start - axis.start) / length), '--length': percent((end - start) / length) };
  const hasFirstToken = row.ttft !== null && children.length === 0 && row.ttft > 0 && end > start;
  return html`<div class=${children.length > 0 ? 'bar parent' : 'bar'} ${setStyle(style)}>
    ${
      hasFirstToken
        ? html`<div class="first-token" ${setStyle({ '--wait': percent((row.ttft ?? 0) / (end - start)) })}></div>`
        : nothing
    }
  </div>`;
}
