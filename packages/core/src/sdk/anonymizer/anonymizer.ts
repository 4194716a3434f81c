/** The data that an anonymizer is called with. */
export interface AnonymizedField {
  /** `input`, `output` or `metadata`, or the path of a text inside one, such as `metadata.customer.email`. */
  field: string;
  objectType: 'trace' | 'span';
}

/**
 * Removes data that should not leave the process. It gets plain JSON, which it may change, and returns the data that is
 * sent instead, or a promise of it. While a promise is pending, the field waits and the rest of the record is sent. If
 * an anonymizer throws or rejects, nothing of the field is sent.
 */
export interface Anonymizer {
  anonymize(data: unknown, about: AnonymizedField): unknown;
}
