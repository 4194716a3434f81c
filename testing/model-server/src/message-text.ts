import { z } from 'zod';

/** A message's content: a text, or a list of parts of which only texts are read. */
export const Content = z
  .union([z.string(), z.array(z.object({ text: z.string().nullish(), refusal: z.string().nullish() }).loose())])
  .nullish()
  .transform((content) => {
    if (typeof content === 'string') return content;
    return (content ?? []).map((part) => part.text ?? part.refusal ?? '').join('');
  });

/** A tool call's arguments, which both protocols send as JSON text. Text that is none counts as no arguments. */
export const Arguments = z.string().transform((text): Record<string, unknown> => {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text === '' ? '{}' : text));
  } catch {
    return {};
  }
});
