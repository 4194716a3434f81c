/** The data that an anonymizer is called with. */
export interface AnonymizedField {
  /** `input`, `output` or `metadata`, or the path of a text inside one, such as `metadata.customer.email`. */
  field: string;
  objectType: 'trace' | 'span';
}

/**
 * Removes data that should not leave the process. It gets plain JSON, which it may change, and returns the data that is
 * sent instead. It must be synchronous. If it throws or returns a promise, nothing of the field is sent.
 */
export interface Anonymizer {
  anonymize(data: unknown, about: AnonymizedField): unknown;
}
