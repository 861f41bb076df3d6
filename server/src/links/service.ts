import type { Core } from '@strapi/strapi';
import { contactsService } from '../contacts/public';
import type { LinkView } from '../contracts/links';
import { DomainError, notFound } from '../kernel/errors';
import { withoutNul } from '../kernel/json';
import { realtimeService } from '../realtime/public';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { makeClickId, readLinkCode, withClickId, type ClickOf, type LinkOf } from './domain/code';
import type { LinksService } from './public';
import {
  countClick,
  countClickers,
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

  const openedEffects: LinksService['openedEffects'] = [];

  const list = async (campaignId: number | null = null): Promise<LinkView[]> => {
    const counts = await countClicks(db.knex, campaignId);
    return (await listLinks(db.knex)).map(({ changedAt: _changedAt, sample: _sample, ...link }) => {
      const { people = 0, clicks = 0, lastClickAt = null } = counts.get(link.id) ?? {};
      return { ...link, people, clicks, lastClickAt };
    });
  };
  const view = async (id: number): Promise<LinkView> => {
    const found = (await list()).find((one) => one.id === id);
    if (!found) throw notFound('the link');
    return found;
  };

  /**
   * People who did not agree to marketing are not followed: their opening counts, their name is not kept with it. Answers
   * the opening as it was kept.
   */
  const count = (of: LinkOf): Promise<ClickOf> =>
    db.tx(async (trx) => {
      const person = await contactsService(strapi).lock(trx, of.contactId);
      const contactId = person?.marketing === 'in' ? person.id : NOBODY_KNOWN;
      const click = { ...of, contactId, at: clock.now() };
      await countClick(db, trx, click);
      if (contactId !== NOBODY_KNOWN) {
        for (const effect of openedEffects) await effect(trx, click);
        await realtimeService(strapi).append(trx, [{ type: 'contact', id: contactId }]);
      }
      return click;
    });
  const refuseTaken = (target: string, clickParam: string | null): void => {
    if (clickParam === null || !new URL(target).searchParams.has(clickParam)) return;
    const remedy = 'Choose another name for the click parameter.';
    const message = `clickParam: the address has a parameter "${clickParam}" already`;
    throw new DomainError('invalid', message, { field: 'clickParam', remedy });
  };

  return {
    openedEffects,
    list: () => list(),
    ofCampaign: async (campaignId, carried) =>
      (await list(campaignId))
        .filter(({ id, clicks }) => clicks > 0 || carried.includes(id))
        .sort((a, b) => b.clicks - a.clicks),
    clickersOf: (campaignId) => countClickers(db.knex, campaignId),
    create: async ({ name, target, clickParam }) => {
      refuseTaken(target, clickParam);
      const at = clock.now();
      const id = await insertLink(db.knex, {
        name: withoutNul(name),
        target: new URL(target).href,
        clickParam,
        archived: false,
        sample: false,
        addedAt: at,
        changedAt: at,
      });
      return view(id);
    },
    change: async (id, { name, archived, clickParam }) => {
      const { target } = await view(id);
      refuseTaken(target, clickParam ?? null);
      const change = { name: withoutNul(name), archived, changedAt: clock.now() };
      await updateLink(db.knex, id, clickParam === undefined ? change : { ...change, clickParam });
      return view(id);
    },
    follow: async (code, counts) => {
      const install = await runtimeService(strapi).install();
      const of = readLinkCode(code, install);
      const link = of && (await findLink(db.knex, of.linkId));
      if (!of || !link) return null;
      if (!counts) return link.target;
      const click = await count(of);
      return link.clickParam === null
        ? link.target
        : withClickId(link.target, link.clickParam, makeClickId(click, install));
    },
    mergeEffect: (trx, { winner, loser }) => moveClicks(db, trx, { from: loser.id, to: winner.id }),
    removeEffect: (trx, contactIds) => forgetClicks(db, trx, contactIds),
  };
};
