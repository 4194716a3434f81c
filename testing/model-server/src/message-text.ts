import { z } from 'zod';

/** Content of a message: a text, or a list of parts. Only texts and refusals are read. */
export const Content = z
  .union([z.string(), z.array(z.object({ text: z.string().nullish(), refusal: z.string().nullish() }).loose())])
  .nullish()
  .transform((content) => {
    if (typeof content === 'string') return content;
    return (content ?? []).map((part) => part.text ?? part.refusal ?? '').join('');
  });

/** Arguments of a tool call, which OpenAI's protocols send as JSON text. Invalid JSON counts as no arguments. */
export const Arguments = z.string().transform((text): Record<string, unknown> => {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text === '' ? '{}' : text));
  } catch {
    return {};
  }
});
