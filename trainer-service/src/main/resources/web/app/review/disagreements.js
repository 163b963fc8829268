import { html, nothing } from 'lit';
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
  const open = images.filter((image) => image.place);
  return html`
    <p>${words.disagreements.explain}
      ${open.length > 0 ? html`<button type="button" class="main" @click=${() => review(open)}>${words.disagreements.decideAll(open.length)}</button>` : nothing}</p>
    <ul class="cards" aria-label=${words.disagreements.title}>
      ${images.map(
        (image) => html`<li class="card">
          <after-picture .image=${image.image} .text=${words.review.imageOf(image.source)} .pixels=${160}></after-picture>
          <ul class="plain">
            ${image.votes.map((vote) => html`<li><bdi>${vote.person}</bdi>: ${vote.class ? className(vote.class) : words.verdicts.unusable}</li>`)}
          </ul>
          ${image.place
            ? html`<button type="button" @click=${() => review([image])}>${words.disagreements.decide}</button>`
            : html`<a href=${link(['inside', image.sha256])}>${words.inside.title}</a>`}
        </li>`,
      )}
    </ul>
  `;
}

/** Without what others said, so that it leads nobody. */
function review(images) {
  basket.add(
    images.map(({ votes, place, sha256, image, source }) => ({
      id: votes[0].id,
      place,
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
