/** Styles set one by one on an element: as an attribute the content security policy refuses them. */

import { noChange } from 'lit';
import { Directive, directive, type ElementPart } from 'lit/directive.js';

class Styled extends Directive {
  readonly #before = new Map<string, string>();

  render(_styles: Record<string, string>): unknown {
    return noChange;
  }

  override update({ element }: ElementPart, [styles]: [Record<string, string>]): unknown {
    const { style } = element as HTMLElement;
    for (const [name, value] of Object.entries(styles)) {
      if (this.#before.get(name) === value) continue;
      this.#before.set(name, value);
      style.setProperty(name, value);
    }
    for (const name of [...this.#before.keys()]) {
      if (name in styles) continue;
      this.#before.delete(name);
      style.removeProperty(name);
    }
    return noChange;
  }
}

/** `<p ${styled({ width: '4em' })}>`; names as in style sheets. */
export const styled = directive(Styled);
