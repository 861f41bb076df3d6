import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { MergeEffect } from '../contacts/public';
import type { ChangeLinkBody, LinkBody, LinkView } from '../contracts/links';
import { LINK_PATH } from '../contracts/links';
import { publicUrl } from '../strapi/address';
import type { Sql } from '../strapi/db';
import { makeLinkCode, type ClickOf, type LinkOf } from './domain/code';
import { clicksQuery, type Clickers } from './store';

export { clickedSql } from './segment-sql';
export { linkClickTable, NOBODY_KNOWN } from './tables';
export { clicksQuery, existingLinks, listLinks } from './store';
export { readClickId } from './domain/code';
export type { ClickOf, LinkOf } from './domain/code';

export interface LinksService {
  list(): Promise<LinkView[]>;
  /** The links that a campaign's messages carry, with their openings out of these messages; the most opened first. */
  ofCampaign(campaignId: number, carried: readonly number[]): Promise<LinkView[]>;
  /** How many people opened any of them. */
  clickersOf(campaignId: number): Promise<Clickers>;
  create(body: LinkBody): Promise<LinkView>;
  /** Throws `not-found`. */
  change(id: number, body: ChangeLinkBody): Promise<LinkView>;
  /**
   * Where the code leads; null: it is not ours. `counts` = a person opened it: one opening more of that link, and of the
   * person where they agreed to marketing. Only then the target is told of the click, where the link says so.
   */
  follow(code: string, counts: boolean): Promise<string | null>;
  /** Called for somebody who may be followed and opened a link, in the transaction that counts it; set by the wiring. */
  openedEffects: ((trx: Knex.Transaction, click: ClickOf) => Promise<void>)[];
  /** For `contactsService.mergeEffects` and `removeEffects`. */
  mergeEffect: MergeEffect;
  removeEffect(trx: Knex.Transaction, contactIds: readonly number[]): Promise<void>;
}

/** The end of a short link and the whole of it, for one person's message. Reads nothing. */
export const shortLink = (
  strapi: Core.Strapi,
  of: LinkOf,
  install: Parameters<typeof makeLinkCode>[1]
): { code: string; link: string } => {
  const code = makeLinkCode(of, install);
  return { code, link: publicUrl(strapi, `${LINK_PATH}/${code}`) };
};

/** What a person opened, for the export of one person. */
export const clicksOfPerson = async (sql: Sql, contactId: number) =>
  ((await clicksQuery(sql, contactId).orderBy('ck.id')) as Record<string, unknown>[]).map(
    ({ name, target, campaign_id, times, first_at, last_at }) => ({
      link: String(name),
      target: String(target),
      campaignId: Number(campaign_id) || null,
      times: Number(times),
      firstAt: new Date(Number(first_at)).toISOString(),
      lastAt: new Date(Number(last_at)).toISOString(),
    })
  );

export const linksService = (strapi: Core.Strapi): LinksService =>
  strapi.plugin('whatsapp').service('links') as LinksService;
