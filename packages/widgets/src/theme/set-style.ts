import { noChange } from 'lit';
import { Directive, directive, type ElementPart, PartType, type PartInfo } from 'lit/directive.js';

class SetStyle extends Directive {
  private last: Record<string, string> = {};

  constructor(info: PartInfo) {
    super(info);
    if (info.type !== PartType.ELEMENT) throw new Error('setStyle() must be in a tag: <div ${setStyle({...})}>');
  }

  render(_properties: Record<string, string>): typeof noChange {
    return noChange;
  }

  override update(part: ElementPart, [properties]: [Record<string, string>]): typeof noChange {
    const { style } = part.element as HTMLElement;
    for (const [name, value] of Object.entries(properties)) {
      if (this.last[name] !== value) style.setProperty(name, value);
    }
    this.last = properties;
    return noChange;
  }
}

/**
 * Sets CSS properties through the `style` object of the element. `styleMap` renders a style attribute first, which a
 * Content Security Policy without `'unsafe-inline'` forbids.
 *
 * @example
 * html`<div ${setStyle({ '--at': '12%' })}></div>`;
 */
export const setStyle = directive(SetStyle);
