import { html } from 'lit';
import { basket } from '../api/basket.js';
import { Fetched } from '../api/fetched.js';
import { time } from '../parts/format.js';
import { Light } from '../parts/light.js';
import { empty, shown } from '../parts/notice.js';
import { className } from '../parts/palette.js';
import '../parts/picture.js';
import '../parts/table.js';
import { address, link } from '../shell/address.js';
import { classes } from '../shell/classes.js';
import { words } from '../words.js';

const MOST = 200;

/** Who labelled what; and, for one class, a look over what was said before. Its property: query. */
class Answers extends Light {
  static properties = { query: { attribute: false } };
  #answers = new Fetched(this, () => {
    const wish = { most: String(MOST) };
    ['person', 'class'].filter((name) => this.query.get(name)).forEach((name) => (wish[name] = this.query.get(name)));
    return `/v1/review/answers?${new URLSearchParams(wish)}`;
  });

  constructor() {
    super();
    this.query = new URLSearchParams();
  }

  render() {
    return html`
      <h1>${words.answers.title}</h1>
      <form class="filters" @submit=${(event) => event.preventDefault()}>
        <label>${words.answers.person}<input type="search" .value=${this.query.get('person') ?? ''} @change=${(event) => this.#filter('person', event.target.value)} /></label>
        <label>${words.answers.class}
          <select @change=${(event) => this.#filter('class', event.target.value)}>
            <option value="" ?selected=${!this.query.get('class')}>${words.any}</option>
            ${classes.names.map((name) => html`<option value=${name} ?selected=${name === this.query.get('class')}>${name}</option>`)}
          </select>
        </label>
        <a href=${link(['review'])}>${words.grid.toReview}</a>
      </form>
      ${shown(this.#answers, ({ answers }) =>
        answers.length === 0
          ? empty(words.answers.empty)
          : html`<p><button type="button" @click=${() => lookAgain(answers)}>${words.answers.again}</button></p>
            <after-table .caption=${words.answers.caption} .name=${'answers'} .columns=${columns} .rows=${answers}></after-table>`,
      )}
    `;
  }

  #filter(name, value) {
    address.refine({ ...Object.fromEntries(this.query), [name]: value });
  }
}

/** The images once more, without what was said of them, so that it leads nobody. An example is found by its hash alone. */
function lookAgain(answers) {
  basket.add(
    answers
      .filter((one) => one.sha256)
      .map(({ id, place, sha256, image, source }) => ({ id, place, sha256, image, source, top: [], hidden: true, reasons: [], why: words.answers.why, note: words.disagreements.hidden })),
  );
  address.go(['review']);
}

const columns = [
  {
    title: words.answers.image,
    csv: (row) => row.sha256,
    show: (row) => html`<a class="small-picture" href=${link(['inside', row.place ?? row.sha256])}>
      <after-picture .image=${row.image ?? ''} .text=${words.answers.imageOf(row.source ?? words.unknown)} .pixels=${64}></after-picture></a>`,
  },
  { title: words.answers.person, csv: (row) => row.person, show: (row) => html`<bdi>${row.person}</bdi>` },
  { title: words.answers.said, csv: (row) => row.class ?? row.verdict, show: (row) => (row.class ? className(row.class) : (words.verdicts[row.verdict] ?? row.verdict)) },
  { title: words.answers.source, csv: (row) => row.source, show: (row) => html`<bdi>${row.source}</bdi>` },
  { title: words.answers.at, csv: (row) => row.at, show: (row) => time(row.at) },
];

customElements.define('after-answers', Answers);
