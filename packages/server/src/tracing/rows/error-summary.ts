import type { ErrorInfo } from '@vitrine/core/model';
import { storedJson } from './stored-json.ts';

/** Returns the class and message of a stored error, without the stack. */
export function errorSummary(stored: string): Pick<ErrorInfo, 'exception_type' | 'message'> | null {
  if (stored === '') return null;
  const { exception_type, message } = storedJson(stored) as unknown as ErrorInfo;
  return { exception_type, message: message?.slice(0, 300) ?? null };
}
