import { svg, html } from 'lit';

const paths = {
  live: svg`<circle cx="12" cy="12" r="3"/><path d="M5.6 5.6a9 9 0 0 0 0 12.8M18.4 5.6a9 9 0 0 1 0 12.8M8.5 8.5a5 5 0 0 0 0 7M15.5 8.5a5 5 0 0 1 0 7"/>`,
  review: svg`<rect x="3.5" y="4.5" width="17" height="15" rx="2"/><path d="m8 12.5 3 3 5.5-6.5"/>`,
  models: svg`<path d="m12 3 8 4.5v9L12 21l-8-4.5v-9z"/><path d="m4 7.5 8 4.5 8-4.5M12 12v9"/>`,
  training: svg`<path d="M4 4v16h16"/><path d="M7 7c2 7 6 9 12 9.5"/>`,
  quality: svg`<path d="M4 20V4M4 20h16"/><path d="m7 14 4-4 3 3 5-6"/>`,
  good: svg`<circle cx="12" cy="12" r="9"/><path d="m8 12.5 2.8 2.8L16 9.5"/>`,
  attention: svg`<path d="M12 4 2.8 20h18.4z"/><path d="M12 10v4.5M12 17.2v.3"/>`,
  bad: svg`<circle cx="12" cy="12" r="9"/><path d="m9 9 6 6M15 9l-6 6"/>`,
  sun: svg`<circle cx="12" cy="12" r="4"/><path d="M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M18.7 5.3l-1.4 1.4M6.7 17.3l-1.4 1.4"/>`,
  moon: svg`<path d="M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z"/>`,
  system: svg`<circle cx="12" cy="12" r="8.5"/><path d="M12 3.5v17a8.5 8.5 0 0 0 0-17z" fill="currentColor"/>`,
  download: svg`<path d="M12 4v11m-4.5-4L12 15.500 16.5 11M4.500 19.500h15"/>`,
  person: svg`<circle cx="12" cy="8.500" r="3.500"/><path d="M5 20c.6-4 3.400-6 7-6s6.400 2 7 6"/>`,
};

/** @param {keyof typeof paths} name; it says nothing to screen readers, so a word stands beside it */
export const icon = (name) =>
  html`<svg class="icon" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${paths[name]}</svg>`;
