import { html, type TemplateResult } from 'lit';

const UNITS = [
  { below: 60, by: 1, unit: 'second' },
  { below: 3_600, by: 60, unit: 'minute' },
  { below: 86_400, by: 3_600, unit: 'hour' },
  { below: 7 * 86_400, by: 86_400, unit: 'day' },
] as const;

/** Formats the time since a moment, such as `2 min ago`; after a week, its date. */
export function relativeTime(iso: string, nowMs: number, locale?: string): string {
  const at = new Date(iso);
  const seconds = (nowMs - at.getTime()) / 1000;
  if (Math.abs(seconds) < 5) return 'just now';
  const scale = UNITS.find(({ below }) => Math.abs(seconds) < below);
  if (scale === undefined) {
    const thisYear = at.getFullYear() === new Date(nowMs).getFullYear();
    return at.toLocaleDateString(locale, { day: 'numeric', month: 'short', ...(thisYear ? {} : { year: 'numeric' }) });
  }
  const format = new Intl.RelativeTimeFormat(locale, { style: 'short', numeric: 'always' });
  // Removes the dot of abbreviations such as "2 min. ago".
  return format.format(-Math.trunc(seconds / scale.by), scale.unit).replace('.', '');
}

/** Formats a moment to the millisecond, in the time zone of the reader. */
export function exactTime(iso: string, locale?: string): string {
  return new Date(iso).toLocaleString(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    timeZoneName: 'short',
  });
}

/** Renders a relative time that shows the exact time on hover. */
export function renderTime(iso: string, locale?: string): TemplateResult {
  return html`<time datetime=${iso} title=${exactTime(iso, locale)}>${relativeTime(iso, Date.now(), locale)}</time>`;
}
