/** The data that an anonymizer is called with. */
export interface AnonymizedField {
  /** `input`, `output` or `metadata`, or the path of a text inside one, such as `metadata.customer.email`. */
  field: string;
  objectType: 'trace' | 'span';
}

/**
 * Takes out of data what should not leave the process. It gets plain JSON that is its own to change, and gives what is
 * sent in its place. Where it throws, nothing of the field is sent.
 */
export interface Anonymizer {
  anonymize(data: unknown, about: AnonymizedField): unknown;
}
