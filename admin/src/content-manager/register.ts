import type { StrapiApp } from '@strapi/strapi/admin';
import { MessageEntry } from './MessageEntry';
import { SendToEntries } from './SendToEntries';
import { contentManagerOf } from './strapi';
import { WhatsAppPanel } from './WhatsAppPanel';

/** Our places in the Content Manager: beside an entry, in the menu of a row, over a choice of entries. */
export const registerContentManager = (app: Pick<StrapiApp, 'getPlugin'>): void => {
  const apis = contentManagerOf(app)?.apis;
  apis?.addEditViewSidePanel([WhatsAppPanel]);
  apis?.addDocumentAction([MessageEntry]);
  apis?.addBulkAction([SendToEntries]);
};
