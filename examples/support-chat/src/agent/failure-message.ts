import { APICallError, RetryError } from 'ai';

/** Returns the message for the customer if the agent fails. The trace contains the details. */
export function failureMessage(error: unknown): string {
  const cause = RetryError.isInstance(error) ? error.lastError : error;
  if (APICallError.isInstance(cause) && cause.statusCode === 429) {
    return 'Our assistant is very busy at the moment. Please try again in a minute.';
  }
  return 'Our assistant cannot answer at the moment. Please try again, or write to help@harborgoods.example.';
}
