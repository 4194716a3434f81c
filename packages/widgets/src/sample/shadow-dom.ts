/** The first element that a selector finds in an element's shadow root or in those inside it. */
export function deep<T extends Element = HTMLElement>(root: Element | ShadowRoot | null, selector: string): T | null {
  return deepAll<T>(root, selector)[0] ?? null;
}

/** Everything that a selector finds, through all shadow roots. */
export function deepAll<T extends Element = HTMLElement>(root: Element | ShadowRoot | null, selector: string): T[] {
  if (root === null) return [];
  const scope = root instanceof Element && root.shadowRoot !== null ? [root, root.shadowRoot] : [root];
  return scope.flatMap((part) => [
    ...part.querySelectorAll<T>(selector),
    ...[...part.querySelectorAll('*')].flatMap((inner) =>
      inner.shadowRoot === null ? [] : deepAll<T>(inner.shadowRoot, selector),
    ),
  ]);
}

function written(node: Node | null): string {
  if (node === null || node instanceof HTMLStyleElement) return '';
  if (node instanceof Element && node.shadowRoot !== null) return written(node.shadowRoot);
  if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? '';
  const children = node instanceof HTMLSlotElement ? node.assignedNodes({ flatten: true }) : [...node.childNodes];
  return children.map(written).join('');
}

/** Everything that is written in an element, through all shadow roots and slots, with its white space folded. */
export function textOf(node: Node | null): string {
  return written(node).replace(/\s+/g, ' ').trim();
}
