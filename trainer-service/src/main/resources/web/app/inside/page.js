import { html, nothing } from 'lit';
import { Fetched } from '../api/fetched.js';
import { percent } from '../parts/format.js';
import { Light } from '../parts/light.js';
import { empty, shown } from '../parts/notice.js';
import { className } from '../parts/palette.js';
import '../parts/picture.js';
import { address, link } from '../shell/address.js';
import { words } from '../words.js';

const FULL = 100;
const AT_FIRST = 55;

/** Where a model looks in one image, and what its first and last convolution make of it. Its properties: image, a place or a hash, and query. */
class InsidePage extends Light {
  static properties = { image: {}, query: { attribute: false }, opacity: { state: true } };
  #inside = new Fetched(this, () => (this.image ? `/v1/inside/${encodeURIComponent(this.image)}${this.#wish()}` : null), 0, true);

  constructor() {
    super();
    this.image = '';
    this.query = new URLSearchParams();
    this.opacity = AT_FIRST;
  }

  #wish() {
    const wish = new URLSearchParams(['version', 'class'].filter((name) => this.query.get(name)).map((name) => [name, this.query.get(name)])).toString();
    return wish ? `?${wish}` : '';
  }

  render() {
    return html`
      <h1>${words.inside.title}</h1>
      ${this.image ? shown(this.#inside, (inside) => this.#all(inside)) : empty(words.inside.empty, html`<a href=${link(['live'])}>${words.shell.toLive}</a>`)}
    `;
  }

  #all(inside) {
    const explained = this.query.get('class') || inside.class || inside.classes[0]?.label;
    return html`
      <div class="inside">
        <figure>
          <div class="layers">
            <after-picture .image=${inside.image ?? exampleImage(this.image)} .text=${words.inside.imageOf} .pixels=${640}></after-picture>
            ${inside.map ? html`<img class="map" src=${inside.map} alt=${words.inside.map(explained)} .style=${`opacity:${this.opacity / FULL}`} />` : nothing}
          </div>
          ${inside.map ? nothing : html`<p class="quiet">${words.inside.noMap}</p>`}
          <figcaption>
            <label>${words.inside.opacity}
              <input type="range" min="0" max=${FULL} .value=${String(this.opacity)} @input=${(event) => (this.opacity = Number(event.target.value))} />
              <output>${this.opacity}%</output>
            </label>
          </figcaption>
        </figure>
        <fieldset>
          <legend>${words.inside.class}</legend>
          ${inside.classes.map(
            ({ label, probability }) => html`<label class="choice">
              <input type="radio" name="explained" .checked=${label === explained} @change=${() => address.refine({ ...Object.fromEntries(this.query), class: label })} />
              ${className(label)}<span class="figure">${percent(probability)}</span>
            </label>`,
          )}
        </fieldset>
      </div>
      ${activations(words.inside.first, inside.first ?? [])}
      ${activations(words.inside.last, inside.last ?? [])}
    `;
  }
}

/** Of an image that is known by its hash alone. */
function exampleImage(name) {
  return /^[0-9a-f]{64}$/.test(name) ? `/v1/examples/${name}/image` : '';
}

/** A grid whose pictures grow on focus. */
function activations(title, pictures) {
  return html`<section aria-label=${title}>
    <h2>${title}</h2>
    ${pictures.length === 0
      ? empty(words.inside.none)
      : html`<ul class="activations">
          ${pictures.map((picture, at) => html`<li><button type="button" class="bare" aria-label=${words.inside.channel(at + 1)}><img src=${picture} alt="" width="64" height="64" /></button></li>`)}
        </ul>`}
  </section>`;
}

customElements.define('after-inside', InsidePage);
