/** What is looked at. */
export interface AnonymizedField {
  /** `input`, `output` or `metadata`; inside of one the path to the text, such as `metadata.customer.email`. */
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
