/** Calculation as an expression tree. */
export type Expression = number | { operator: Operator; left: Expression; right: Expression };
export type Operator = '+' | '-' | '*' | '/';

const OPERATOR_WORDS: [RegExp, string][] = [
  [/\b(?:plus|added to|and add)\b/gi, '+'],
  [/\b(?:minus|less)\b/gi, '-'],
  [/\b(?:times|multiplied by|multiply by|×)\b|[×·]/gi, '*'],
  [/\b(?:divided by|over)\b|÷/gi, '/'],
  [/\badd\s+(-?\d+(?:\.\d+)?)\s+(?:and|to)\s+(-?\d+(?:\.\d+)?)/gi, '$1 + $2'],
  [/\bsum of\s+(-?\d+(?:\.\d+)?)\s+and\s+(-?\d+(?:\.\d+)?)/gi, '($1 + $2)'],
  [/\bmultiply\s+(-?\d+(?:\.\d+)?)\s+(?:and|by|with)\s+(-?\d+(?:\.\d+)?)/gi, '$1 * $2'],
  [/\bproduct of\s+(-?\d+(?:\.\d+)?)\s+and\s+(-?\d+(?:\.\d+)?)/gi, '($1 * $2)'],
];

const PRECEDENCE: Record<string, number> = { '+': 1, '-': 1, '*': 2, '/': 2 };

/**
 * Finds a calculation in a question: "What is (3 + 4) times 5?".
 *
 * @returns undefined if there is no complete calculation
 */
export function readExpression(question: string): Expression | undefined {
  let text = question;
  for (const [words, symbol] of OPERATOR_WORDS.toReversed()) text = text.replace(words, symbol);
  // "…, then * 5" continues the calculation before it.
  text = text.replace(/,?\s*(?:and\s+)?(?:then\s+)?(?:the result\s+)?([*/+-])\s*(?:it by\s+)?/g, ' $1 ');
  const tokens = /[(\d][\d\s.+*/()-]*[\d)]/.exec(text)?.[0].match(/\d+(?:\.\d+)?|[+*/()-]/g);
  if (!tokens?.some((token) => token in PRECEDENCE)) return undefined;
  let at = 0;
  const operand = (): Expression | undefined => {
    const token = tokens[at++];
    if (token === '(') {
      const inner = climb(1);
      return tokens[at++] === ')' ? inner : undefined;
    }
    return token === undefined || Number.isNaN(Number(token)) ? undefined : Number(token);
  };
  const climb = (lowest: number): Expression | undefined => {
    let left = operand();
    while (left !== undefined && (PRECEDENCE[tokens[at] ?? ''] ?? 0) >= lowest) {
      const operator = tokens[at++]!;
      const right = climb(PRECEDENCE[operator]! + 1);
      if (right === undefined) return undefined;
      left = { operator: operator === '+' || operator === '-' || operator === '*' ? operator : '/', left, right };
    }
    return left;
  };
  const expression = climb(1);
  return at === tokens.length ? expression : undefined;
}

/** Returns the value of one operation, rounded to 12 significant digits. */
export function calculate(operator: Operator, left: number, right: number): number {
  const value = { '+': left + right, '-': left - right, '*': left * right, '/': left / right }[operator];
  return Number(value.toPrecision(12));
}
