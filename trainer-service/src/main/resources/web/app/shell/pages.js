import { html } from 'lit';
import { words } from '../words.js';

/**
 * Each page: what is loaded when it is first looked at, and what is shown. The rail has those with an icon.
 * @type {Record<string, { title: string, icon?: string, rail: string, load: () => Promise<unknown>, show: (path: string[], query: URLSearchParams) => unknown }>}
 */
export const pages = {
  live: {
    title: words.live.title,
    icon: 'live',
    rail: 'live',
    load: () => import('../live/page.js'),
    show: (path, query) =>
      path[1] === 'source'
        ? html`<after-filmstrip .source=${path[2] ?? ''}></after-filmstrip>`
        : html`<after-live .query=${query}></after-live>`,
  },
  review: {
    title: words.review.title,
    icon: 'review',
    rail: 'review',
    load: () => import('../review/page.js'),
    show: (path, query) => reviewPage(path[1], query),
  },
  grid: {
    title: words.grid.title,
    rail: 'review',
    load: () => import('../grid/page.js'),
    show: (path, query) => html`<after-grid .query=${query}></after-grid>`,
  },
  models: {
    title: words.models.title,
    icon: 'models',
    rail: 'models',
    load: () => import('../models/page.js'),
    show: (path, query) => modelsPage(path[1], query),
  },
  training: {
    title: words.training.title,
    icon: 'training',
    rail: 'training',
    load: () => import('../training/page.js'),
    show: (path) => html`<after-training .run=${path[1] ?? ''}></after-training>`,
  },
  quality: {
    title: words.quality.title,
    icon: 'quality',
    rail: 'quality',
    load: () => import('../quality/page.js'),
    show: (path, query) => html`<after-quality .version=${query.get('version') ?? ''}></after-quality>`,
  },
  inside: {
    title: words.inside.title,
    rail: 'models',
    load: () => import('../inside/page.js'),
    show: (path, query) => html`<after-inside .image=${path[1] ?? ''} .query=${query}></after-inside>`,
  },
};

/** @param {string} name as an address has it; undefined where there is no such page */
export function pageOf(name) {
  return Object.hasOwn(pages, name) ? pages[name] : undefined;
}

function reviewPage(part, query) {
  switch (part) {
    case 'answers':
      return html`<after-answers .query=${query}></after-answers>`;
    case 'disagreements':
      return html`<after-disagreements></after-disagreements>`;
    case 'classes':
      return html`<after-classes></after-classes>`;
    default:
      return html`<after-review .query=${query}></after-review>`;
  }
}

function modelsPage(part, query) {
  switch (part) {
    case undefined:
      return html`<after-models></after-models>`;
    case 'compare':
      return html`<after-compare .a=${query.get('a') ?? ''} .b=${query.get('b') ?? ''}></after-compare>`;
    default:
      return html`<after-model .version=${part}></after-model>`;
  }
}
