import { z } from 'zod';

/** Maximum length of a number as text. Longer texts are no numbers of OTLP. */
const MAX_NUMBER = 100;
const MAX_UINT64 = (1n << 64n) - 1n;
const MAX_UINT32 = (1n << 32n) - 1n;

/** Whether a value is an object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns the name that a field has in its .proto file. */
function protoName(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Whether a message has null or a name of a .proto file. Most messages have neither. */
function needsMapping(fields: Record<string, unknown>): boolean {
  for (const name in fields) if (fields[name] === null || name.includes('_')) return true;
  return false;
}

/**
 * Schema of a message in protobuf's JSON mapping: a field may have its name of the .proto file (`trace_id`), null is
 * the default of a field, and unknown fields are ignored.
 */
export function message<Shape extends z.ZodRawShape>(shape: Shape) {
  const names = Object.keys(shape).map((name): [string, string] => [name, protoName(name)]);
  return z.preprocess((value) => {
    if (!isRecord(value) || !needsMapping(value)) return value;
    const fields: Record<string, unknown> = {};
    for (const [name, inProto] of names) {
      const field = value[name] ?? value[inProto] ?? undefined;
      if (field !== undefined) fields[name] = field;
    }
    return fields;
  }, z.object(shape));
}

/**
 * Returns the digits of a whole number, from a number or any text that JSON has for one, such as `1.5e3`. Returns
 * `undefined` for all other values.
 */
export function wholeNumber(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value).toString() : undefined;
  if (typeof value !== 'string' || value.length > MAX_NUMBER) return undefined;
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/.exec(value);
  if (parts === null) return undefined;
  const [, sign, whole, fraction = '', exponent = '0'] = parts;
  const shift = Number(exponent) - fraction.length;
  const digits = `${whole}${fraction}${'0'.repeat(Math.max(0, shift))}`;
  const end = shift < 0 ? Math.max(0, digits.length + shift) : digits.length;
  if (!/^0*$/.test(digits.slice(end))) return undefined;
  return BigInt(`${sign}${digits.slice(0, end) || '0'}`).toString();
}

function unsigned(max: bigint) {
  return z.unknown().transform((value, context): string => {
    // Most times have this form, which needs no further check.
    if (max === MAX_UINT64 && typeof value === 'string' && /^\d{1,19}$/.test(value)) return value;
    const digits = wholeNumber(value);
    if (digits !== undefined && BigInt(digits) >= 0n && BigInt(digits) <= max) return digits;
    context.addIssue(`expected a whole number from 0 to ${max}, as number or text`);
    return z.NEVER;
  });
}

/** Number of 64 bits without a sign, as its digits. */
export const Uint64 = unsigned(MAX_UINT64).prefault('0');
/** Number of 32 bits without a sign. */
export const Uint32 = unsigned(MAX_UINT32).transform(Number);

/** Value of an enumeration, as number or by its name with or without the prefix. An unknown name is 0. */
export function enumeration(names: readonly string[], prefix: string) {
  return z
    .union([z.number(), z.string()])
    .transform((value) => {
      if (typeof value === 'number') return value;
      return Number(wholeNumber(value) ?? Math.max(0, names.indexOf(value.replace(prefix, ''))));
    })
    .default(0);
}

/**
 * Id of a span or trace as hexadecimal text in lower case. OTLP's JSON has hexadecimal text; some senders write base64,
 * which is protobuf's own mapping. A text that is neither is returned as it is.
 *
 * @param bytes length of the id
 */
export function id(bytes: number) {
  const base64 = new RegExp(`^[\\w+/-]{${Math.ceil((bytes * 4) / 3)}}={0,2}$`);
  return z
    .union([z.string(), z.instanceof(Uint8Array)])
    .transform((value) => {
      if (typeof value !== 'string') return Buffer.from(value).toString('hex');
      return base64.test(value) ? Buffer.from(value, 'base64').toString('hex') : value.toLowerCase();
    })
    .default('');
}
