import type { AnonymizerRule } from './rules.ts';

/** The check digit of card numbers (Luhn, ISO/IEC 7812-1): every second digit from the right counts twice. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at]);
    const counted = at % 2 === 0 ? digit : digit * 2;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return sum % 10 === 0;
}

function cardOr(found: string): string {
  const digits = found.replace(/\D/g, '');
  return digits.length >= 13 && digits.length <= 19 && passesLuhn(digits) ? '[CARD]' : found;
}

/** A plain number, a decimal, four numbers with dots, or a date: none of them is a phone number. */
const NUMBER_OR_DATE = /^(?:\d+(?:\.\d+)?|\d{1,3}(?:\.\d{1,3}){3}|\d{4}-\d{2}-\d{2}.*)$/;

/** Seven to fifteen digits (E.164). */
function phoneOr(found: string): string {
  const digits = found.replace(/\D/g, '');
  const isNumber = NUMBER_OR_DATE.test(found);
  return isNumber || digits.length < 7 || digits.length > 15 ? found : '[PHONE]';
}

function ipv6Or(found: string): string {
  const groups = found.split(':');
  const isCut = found.includes('::');
  const fits = isCut ? groups.length <= 9 && found.indexOf('::') === found.lastIndexOf('::') : groups.length === 8;
  return fits && groups.every((group) => group.length <= 4) && /[\da-f]/i.test(found) ? '[IP]' : found;
}

const OCTET = String.raw`(?:25[0-5]|2[0-4]\d|1?\d?\d)`;

const presets = {
  /** `ada@example.com` becomes `[EMAIL]`. */
  email: {
    regex: /(?<![\w.+-])[\w.+-]{1,64}@(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z]{2,24}\b/giu,
    replace: '[EMAIL]',
  },
  /** `+49 30 901820` and `555-123-4567` become `[PHONE]`. Put `card` and `ip` before it. */
  phone: { regex: /(?<![\w.-])(?:\+|\()?\d[\d\s().-]{5,24}\d(?![\w-])/g, replace: phoneOr },
  /** Card numbers, by their check digit: `4111 1111 1111 1111` becomes `[CARD]`. */
  card: { regex: /(?<![\w.-])\d(?:[ -]?\d){12,18}(?![\w-])/g, replace: cardOr },
  /** IPv4 and IPv6 addresses become `[IP]`. */
  ip: [
    { regex: new RegExp(String.raw`(?<![\w.])${OCTET}(?:\.${OCTET}){3}(?![\w.]*\d)`, 'g'), replace: '[IP]' },
    { regex: /(?<![\w:])(?:[\da-f]{0,4}:){2,7}[\da-f]{0,4}(?![\w:])/gi, replace: ipv6Or },
  ],
  /** Keys of the known forms (OpenAI, Anthropic, Stripe, GitHub, AWS, Google, Slack, JWTs) become `[API_KEY]`. */
  apiKey: {
    regex:
      /(?<!\w)(?:(?:sk|pk|rk)[-_](?:[A-Za-z\d]+[-_])*[A-Za-z\d_-]{16,200}|gh[pousr]_[A-Za-z\d]{30,200}|github_pat_\w{40,200}|xox[abprs]-[\w-]{10,200}|(?:AKIA|ASIA)[A-Z\d]{16}|AIza[\w-]{35}|eyJ[\w-]{8,2000}\.[\w-]{8,4000}\.[\w-]{8,1000})(?![\w-])/g,
    replace: '[API_KEY]',
  },
} as const satisfies Record<string, AnonymizerRule | readonly AnonymizerRule[]>;

/**
 * Rules for personal and secret data in their usual forms. Data in other forms is not found.
 *
 * @example
 * createAnonymizer(anonymizerPresets.all);
 * createAnonymizer([anonymizerPresets.email, { field: 'password' }]);
 */
export const anonymizerPresets = {
  ...presets,
  /** All presets, special ones before general ones. */
  all: [presets.apiKey, presets.email, presets.card, presets.ip, presets.phone],
} as const;
