import type { Core } from '@strapi/strapi';
import type { InboxTabs, InboxView, InboxViewBody } from '../contracts/inbox-views';
import type { Viewer } from '../conversations/public';

export { refoldViews } from './refold';

/** Who asks, and whether they may change what everybody has. */
export interface Keeper {
  viewer: Viewer;
  mayShare: boolean;
}

export interface InboxViewsService {
  /** Shared ones and the viewer's own, with how many conversations are in them. */
  list(viewer: Viewer): Promise<InboxView[]>;
  /** How many open conversations are the viewer's, and how many are unassigned. */
  tabs(viewer: Viewer): Promise<InboxTabs>;
  /** Throws `name-taken`, `too-many`; `forbidden` for a shared one without the right, `not-found` for others' own. */
  create(keeper: Keeper, body: InboxViewBody): Promise<InboxView>;
  update(keeper: Keeper, id: number, body: InboxViewBody): Promise<InboxView>;
  remove(keeper: Keeper, id: number): Promise<void>;
  /** The list opens with it for this person; null = with none. */
  setDefault(viewer: Viewer, viewId: number | null): Promise<void>;
}

export const inboxViewsService = (strapi: Core.Strapi): InboxViewsService =>
  strapi.plugin('whatsapp').service('inbox-views') as InboxViewsService;
