/** Cuts a text that is longer than `longest` characters and appends `…`; returns a shorter text unchanged. */
export function shortenedText(text: string, longest: number): string {
  if (text.length <= longest) return text;
  // Copied, because a slice keeps the whole text in memory.
  return `${Buffer.from(text.slice(0, longest)).toString()}…`;
}
