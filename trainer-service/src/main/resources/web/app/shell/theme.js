const KEY = 'afterimage.theme';
const CHOICES = ['system', 'light', 'dark'];

/** Light or dark: as the system has it, or as was chosen here. Fires "change" when colours do. */
class Theme extends EventTarget {
  start() {
    this.#apply(this.choice);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.dispatchEvent(new Event('change')));
  }

  /** @returns {"system" | "light" | "dark"} */
  get choice() {
    return document.documentElement.dataset.theme ?? stored();
  }

  next() {
    const choice = CHOICES[(CHOICES.indexOf(this.choice) + 1) % CHOICES.length];
    try {
      localStorage.setItem(KEY, choice);
    } catch {
      // Then it holds until the page is left.
    }
    this.#apply(choice);
  }

  #apply(choice) {
    document.documentElement.dataset.theme = choice;
    this.dispatchEvent(new Event('change'));
  }
}

function stored() {
  try {
    const choice = localStorage.getItem(KEY);
    return CHOICES.includes(choice) ? choice : 'system';
  } catch {
    return 'system';
  }
}

export const theme = new Theme();
