import type { Core } from '@strapi/strapi';
import { contactsService } from '../contacts/public';
import type { LinkView } from '../contracts/links';
import { notFound } from '../kernel/errors';
import { withoutNul } from '../kernel/json';
import { realtimeService } from '../realtime/public';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { readLinkCode, type LinkOf } from './domain/code';
import type { LinksService } from './public';
import {
  countClick,
  countClicks,
  findLink,
  forgetClicks,
  insertLink,
  listLinks,
  moveClicks,
  updateLink,
} from './store';
import { NOBODY_KNOWN } from './tables';

/** Links whose openings are counted: where they lead is stored here, who opened them is known by a signed code (P-18). */
export const createLinksService = ({ strapi }: { strapi: Core.Strapi }): LinksService => {
  const { db, clock } = contextOf(strapi);

  const list = async (campaignId: number | null = null): Promise<LinkView[]> => {
    const counts = await countClicks(db.knex, campaignId);
    return (await listLinks(db.knex)).map(({ id, name, target, archived, addedAt }) => {
      const { people = 0, clicks = 0, lastClickAt = null } = counts.get(id) ?? {};
      return { id, name, target, archived, addedAt, people, clicks, lastClickAt };
    });
  };
  const view = async (id: number): Promise<LinkView> => {
    const found = (await list()).find((one) => one.id === id);
    if (!found) throw notFound('the link');
    return found;
  };

  /** People who did not agree to marketing are not followed: their opening counts, their name is not kept with it. */
  const count = (of: LinkOf): Promise<void> =>
    db.tx(async (trx) => {
      const person = await contactsService(strapi).lock(trx, of.contactId);
      const contactId = person?.marketing === 'in' ? person.id : NOBODY_KNOWN;
      await countClick(db, trx, { ...of, contactId, at: clock.now() });
      if (contactId !== NOBODY_KNOWN)
        await realtimeService(strapi).append(trx, [{ type: 'contact', id: contactId }]);
    });

  return {
    list: () => list(),
    ofCampaign: async (campaignId, carried) =>
      (await list(campaignId))
        .filter(({ id, clicks }) => clicks > 0 || carried.includes(id))
        .sort((a, b) => b.clicks - a.clicks),
    create: async ({ name, target }) => {
      const at = clock.now();
      const id = await insertLink(db.knex, {
        name: withoutNul(name),
        target: new URL(target).href,
        archived: false,
        sample: false,
        addedAt: at,
        changedAt: at,
      });
      return view(id);
    },
    change: async (id, { name, archived }) => {
      await view(id);
      await updateLink(db.knex, id, { name: withoutNul(name), archived, changedAt: clock.now() });
      return view(id);
    },
    follow: async (code, counts) => {
      const of = readLinkCode(code, await runtimeService(strapi).install());
      const link = of && (await findLink(db.knex, of.linkId));
      if (!of || !link) return null;
      if (counts) await count(of);
      return link.target;
    },
    mergeEffect: (trx, { winner, loser }) => moveClicks(db, trx, { from: loser.id, to: winner.id }),
    removeEffect: (trx, contactIds) => forgetClicks(db, trx, contactIds),
  };
};
