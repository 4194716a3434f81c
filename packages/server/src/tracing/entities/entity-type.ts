/** Kinds of entities that can be scored and commented on. */
export type EntityType = 'trace' | 'span' | 'thread';
