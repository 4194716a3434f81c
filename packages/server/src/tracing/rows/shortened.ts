import type { Json } from '@vitrine/core/model';
import { shortenedText } from './shortened-text.ts';

/** Options for shortening a body. */
export interface Shortening {
  /** Cut long texts, and replace inline base64 by its type. */
  truncate: boolean;
  /** Replace inline base64 by its type. */
  strip_attachments: boolean;
}

/** Maximum number of characters of a text in a shortened body. */
const LONGEST = 10_000;

/** Inline media in a text, such as `data:image/png;base64,...`. */
const INLINE = /data:([\w.+-]+\/[\w.+-]+)(?:;[\w=.+-]+)*;base64,[A-Za-z0-9+/=_-]+/g;

/** Cuts the long texts of a body and replaces inline media by names such as `[image/png]`. The structure stays. */
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
