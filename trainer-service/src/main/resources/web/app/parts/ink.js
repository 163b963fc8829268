const NAMES = ['ground', 'surface', 'ink', 'quiet', 'line', 'accent', 'good', 'attention', 'bad'];

/**
 * The colours of the style sheet as they are now, for what is drawn rather than styled.
 * @param {HTMLElement} place
 * @returns {Record<string, string>} by the variable's name
 */
export function ink(place) {
  const probe = document.createElement('span');
  probe.hidden = true;
  place.append(probe);
  const colours = {};
  for (const name of NAMES) {
    probe.style.color = `var(--${name})`;
    colours[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return colours;
}
