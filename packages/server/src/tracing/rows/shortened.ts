import type { Json } from '@vitrine/core/model';
import { shortenedText } from './shortened-text.ts';

/** How much of a body is shown. */
export interface Shortening {
  /** Texts are cut, and what stands inline as base64 is named only. */
  truncate: boolean;
  /** What stands inline as base64 is named only. */
  strip_attachments: boolean;
}

/** A text of a shortened body has at most so many characters. */
const LONGEST = 10_000;

/** Media inline in a text, as `data:image/png;base64,...`. */
const INLINE = /data:([\w.+-]+\/[\w.+-]+)(?:;[\w=.+-]+)*;base64,[A-Za-z0-9+/=_-]+/g;

/** A body with its long texts cut and its inline media named, such as `[image/png]`; its form stays. */
export function shortened(value: Json, { truncate, strip_attachments }: Shortening): Json {
  if (!truncate && !strip_attachments) return value;
  const walk = (part: Json): Json => {
    if (typeof part === 'string') {
      const named = part.includes(';base64,') ? part.replace(INLINE, '[$1]') : part;
      return truncate ? shortenedText(named, LONGEST) : named;
    }
    if (typeof part !== 'object' || part === null) return part;
    if (Array.isArray(part)) return part.map(walk);
    return Object.fromEntries(Object.entries(part).map(([key, item]) => [key, walk(item)]));
  };
  return walk(value);
}
