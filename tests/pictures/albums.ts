import type { Page } from 'playwright-core';
import type { Demo, Look } from '../support/demo';
import { bringTeam } from './team';

/** Pictures that are taken in one look. */
export interface Album {
  readonly look: Look;
  /** Name of the file → stop of the tour (tests/support/tour), or that with something of its own. */
  readonly pictures: Readonly<Record<string, string | Picture>>;
}

export interface Picture {
  readonly stop: string;
  /** Of the window. */
  readonly size?: { readonly width: number; readonly height: number };
  /** Makes what the demo shop lacks for it; this is seen in pictures that are taken later. */
  readonly prepare?: (demo: Demo, page: Page) => Promise<unknown>;
}

const screen = { width: 1280, height: 800 };
const wide = { width: 1680, height: 1050 };
const tall = { width: 1280, height: 1620 };
const pocket = { width: 390, height: 844 };

/** Each page of the product once, some of them also on a phone. Five looks: Strapi lets one sign in five times in five minutes. */
export const albums: readonly Album[] = [
  {
    look: { ...screen, dark: true, locale: 'en' },
    pictures: {
      'inbox-search': 'inbox-search',
      groups: 'groups',
      bot: 'bot',
      logs: 'logs',
    },
  },
  {
    look: { ...screen, dark: false, locale: 'tr' },
    pictures: {
      'inbox-composer-tr': 'inbox-composer',
      numbers: 'numbers',
    },
  },
  {
    look: { ...screen, dark: true, locale: 'tr' },
    pictures: {
      'inbox-dark-tr': 'inbox-thread',
      'inbox-panel-dark-tr': 'inbox-panel',
      'entries-send': 'entries-send',
    },
  },
  {
    look: { ...pocket, dark: true, locale: 'tr' },
    pictures: {
      'inbox-pocket': 'inbox-thread',
      'inbox-list-pocket': 'inbox',
    },
  },
  {
    look: { ...screen, dark: false, locale: 'en' },
    pictures: {
      inbox: 'inbox-thread',
      'inbox-wide': { stop: 'inbox-panel', size: wide },
      'inbox-lightbox': 'inbox-lightbox',
      'inbox-quick-reply': 'inbox-quick-reply',
      'inbox-note': 'inbox-note',
      contacts: 'contacts',
      import: 'import-columns',
      campaign: 'campaign',
      'campaign-check': 'campaign-check',
      templates: 'templates',
      'quick-replies': 'quick-replies',
      'get-started': 'get-started',
      consent: 'consent',
      'opt-in-forms': 'opt-in-forms',
      segment: 'segment',
      'entry-panel': 'entry-panel',
      'template-library': 'template-library',
      automation: { stop: 'automation', size: tall },
      'flow-outline': { stop: 'flow', size: tall },
      'flow-try': 'flow-try',
      'flow-rehearsal': { stop: 'flow-rehearsal', size: tall },
      // After the outline: how one looks at flows is remembered.
      'flow-canvas': { stop: 'flow-canvas', size: wide },
      // Last: its colleagues and what they have would be seen in the others.
      team: { stop: 'team', size: tall, prepare: bringTeam },
    },
  },
];

/** The customer's side: name of the file → look. */
export const phoneAlbum: Readonly<Record<string, Look>> = {
  'phone-light': { width: 1200, height: 800 },
  'phone-dark': { width: 1200, height: 800, dark: true },
};
