import { html } from 'lit';
import { basket } from '../api/basket.js';
import { Fetched } from '../api/fetched.js';
import { Light } from '../parts/light.js';
import { empty, shown } from '../parts/notice.js';
import { className } from '../parts/palette.js';
import '../parts/picture.js';
import { address, link } from '../shell/address.js';
import { words } from '../words.js';

/** Images on which people differ; until they agree, an image is no example. */
class Disagreements extends Light {
  #images = new Fetched(this, () => '/v1/review/disagreements');

  render() {
    return html`
      <h1>${words.disagreements.title}</h1>
      <p><a href=${link(['review'])}>${words.grid.toReview}</a></p>
      ${shown(this.#images, ({ images }) => (images.length === 0 ? empty(words.disagreements.empty) : list(images)))}
    `;
  }
}

function list(images) {
  return html`
    <p>${words.disagreements.explain}
      <button type="button" class="main" @click=${() => review(images)}>${words.disagreements.decideAll(images.length)}</button></p>
    <ul class="cards" aria-label=${words.disagreements.title}>
      ${images.map(
        (image) => html`<li class="card">
          <after-picture .image=${image.image} .text=${words.review.imageOf(image.source)} .pixels=${160}></after-picture>
          <ul class="plain">
            ${image.votes.map((vote) => html`<li><bdi>${vote.person}</bdi>: ${vote.class ? className(vote.class) : words.verdicts.unusable}</li>`)}
          </ul>
          <button type="button" @click=${() => review([image])}>${words.disagreements.decide}</button>
          <a href=${link(['inside', image.sha256])}>${words.inside.title}</a>
        </li>`,
      )}
    </ul>
  `;
}

/** Without what others said, so that it leads nobody; and without a place, as an example is found by its hash, however old it is. */
function review(images) {
  basket.add(
    images.map(({ id, sha256, image, source }) => ({
      id,
      place: null,
      sha256,
      image,
      source,
      top: [],
      hidden: true,
      reasons: [],
      why: words.disagreements.why,
      note: words.disagreements.hidden,
    })),
  );
  address.go(['review']);
}

customElements.define('after-disagreements', Disagreements);
