/** The beginning of a text that is longer than so many characters, with `…` behind it; another text as it is. */
export function shortenedText(text: string, longest: number): string {
  if (text.length <= longest) return text;
  // Copied: a slice keeps the whole text in memory for as long as itself.
  return `${Buffer.from(text.slice(0, longest)).toString()}…`;
}
