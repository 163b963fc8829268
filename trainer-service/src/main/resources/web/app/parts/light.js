import { LitElement } from 'lit';

/** An element without a shadow: it is styled by the page's one style sheet, and others can refer to what is in it by id. */
export class Light extends LitElement {
  createRenderRoot() {
    return this;
  }
}
