const formats = new Map<string, Intl.NumberFormat>();

/** Formats a number for a locale. Formatters are cached, because their creation is slow. */
export function number(value: number, locale?: string, options: Intl.NumberFormatOptions = {}): string {
  const key = `${locale ?? ''}${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (format === undefined) formats.set(key, (format = new Intl.NumberFormat(locale, options)));
  return format.format(value);
}
