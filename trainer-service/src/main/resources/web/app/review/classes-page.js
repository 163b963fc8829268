import { html, nothing } from 'lit';
import { Followed } from '../api/followed.js';
import { change, get } from '../api/http.js';
import { download } from '../parts/csv.js';
import '../parts/confirm.js';
import { Light } from '../parts/light.js';
import { empty, meaning, trouble } from '../parts/notice.js';
import { className } from '../parts/palette.js';
import '../parts/table.js';
import { access } from '../shell/access.js';
import { link } from '../shell/address.js';
import { classes } from '../shell/classes.js';
import { words } from '../words.js';

/** Bytes; the trainer takes no more in one call. */
const MOST_IMPORTED = 1024 * 1024;

/** The classes there are, with what can be done to all of one: rename, merge, look over; and what goes to and comes from Label Studio. */
class ClassesPage extends Light {
  static properties = { problem: { state: true }, done: { state: true }, busy: { state: true } };

  constructor() {
    super();
    this.problem = null;
    this.done = '';
    this.busy = false;
    new Followed(this, classes, 'change');
  }

  connectedCallback() {
    super.connectedCallback();
    classes.load();
  }

  render() {
    return html`
      <h1>${words.classes.title}</h1>
      <p><a href=${link(['review'])}>${words.grid.toReview}</a></p>
      ${this.problem ? trouble(this.problem) : nothing}
      <p role="status">${this.done ? meaning('good', this.done) : nothing}</p>
      ${classes.all.length === 0
        ? empty(words.classes.empty)
        : html`<after-table .caption=${words.classes.caption} .name=${'classes'} .columns=${this.#columns} .rows=${classes.all}></after-table>`}
      <section aria-labelledby="rename-title">
        <h2 id="rename-title">${words.classes.rename}</h2>
        <p class="quiet">${words.classes.renameText}</p>
        <form class="filters" @submit=${(event) => this.#rename(event)}>
          <label>${words.classes.from}<input name="from" required list="class-names" autocomplete="off" /></label>
          <label>${words.classes.to}<input name="to" required list="class-names" autocomplete="off" maxlength="200" /></label>
          <button type="submit" ?disabled=${this.busy}>${words.classes.renameDo}</button>
        </form>
        <datalist id="class-names">${classes.names.map((name) => html`<option value=${name}></option>`)}</datalist>
      </section>
      <section aria-labelledby="studio-title">
        <h2 id="studio-title">${words.studio.title}</h2>
        <p class="quiet">${words.studio.text}</p>
        <div class="buttons">
          <button type="button" ?disabled=${this.busy} @click=${() => this.#export()}>${words.studio.export}</button>
          <label class="button">${words.studio.import}<input class="visually-hidden" type="file" accept="application/json,.json" ?disabled=${this.busy} @change=${(event) => this.#import(event.target)} /></label>
        </div>
      </section>
      <after-confirm></after-confirm>
    `;
  }

  #columns = [
    { title: words.classes.name, csv: (row) => row.name, show: (row) => className(row.name) },
    { title: words.classes.train, csv: (row) => row.examples.train, numeric: true },
    { title: words.classes.validation, csv: (row) => row.examples.validation, numeric: true },
    { title: words.classes.test, csv: (row) => row.examples.test, numeric: true },
    { title: words.classes.live, csv: (row) => (row.live ? words.yes : words.no) },
    { title: words.classes.similar, csv: (row) => row.similar.join(', '), show: (row) => (row.similar.length > 0 ? meaning('attention', row.similar.join(', ')) : '') },
    {
      title: words.classes.look,
      csv: () => '',
      show: (row) => html`<a href=${link(['grid'], { class: row.name })}>${words.grid.title}</a> · <a href=${link(['review', 'answers'], { class: row.name })}>${words.answers.title}</a>`,
    },
  ];

  async #rename(event) {
    event.preventDefault();
    const form = event.target;
    const from = form.elements.namedItem('from').value.trim();
    const to = form.elements.namedItem('to').value.trim();
    const person = from === '' || to === '' || from === to ? null : await access();
    const question = { title: words.classes.rename, text: classes.names.includes(to) ? words.classes.sureMerge(from, to) : words.classes.sureRename(from, to), action: words.classes.renameDo };
    if (!person || (await this.querySelector('after-confirm').ask(question)) === null) {
      return;
    }
    await this.#do(async () => {
      const { examples } = await change('/v1/classes/rename', { from, to, person });
      form.reset();
      await classes.load();
      return words.classes.renamed(examples);
    });
  }

  #export() {
    return this.#do(async () => {
      const tasks = await get('/v1/label-studio/tasks');
      download('label-studio-tasks.json', 'application/json', JSON.stringify(tasks, null, 2));
      return words.studio.exported;
    });
  }

  async #import(field) {
    const [file] = field.files;
    if (!file || (await access()) === null) {
      return;
    }
    await this.#do(async () => {
      if (file.size > MOST_IMPORTED) {
        throw new Error(words.studio.tooLarge);
      }
      const { taken = [], refused = [] } = await change('/v1/label-studio/annotations', await file.text());
      return words.studio.imported(taken.length, refused.length);
    });
    field.value = '';
  }

  async #do(work) {
    this.busy = true;
    this.problem = null;
    this.done = '';
    try {
      this.done = await work();
    } catch (problem) {
      this.problem = problem;
    } finally {
      this.busy = false;
    }
  }
}

customElements.define('after-classes', ClassesPage);
