import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { MergeEffect } from '../contacts/public';
import type { CampaignConversions, ConversionSettings } from '../contracts/conversions';
import type { ClickOf } from '../links/public';
import type { ConversionEffect } from '../records/public';
import { isoOf } from '../kernel/time';
import type { Sql } from '../strapi/db';
import { conversionsQuery } from './store';
import type { ConversionRow } from './tables';
import type { TouchSource } from './touch-sql';

export { conversionKeeping, conversionsQuery, creditedPeople, forgetCampaign } from './store';
export { convertedCountSql } from './segment-sql';
export { conversionTable } from './tables';
export type { ConversionRow } from './tables';
export type { TouchSource } from './touch-sql';

/** What another system tells. */
export interface ToldConversion {
  /** Who tells it, and by which key it is the same one; null = each telling is another one. */
  owner: string;
  key: string | null;
  bodyHash: string;
  event: string;
  /** 0 = only the click is known. */
  contactId: number;
  click: ClickOf | null;
  externalId: string | null;
  value: number | null;
  currency: string | null;
  at: number;
}

/** A conversion and the campaign that is credited with it now. */
export interface Credited {
  row: ConversionRow;
  campaignId: number | null;
}

/** That somebody did it, once or again: it may be reported more than once. */
export interface Converted {
  contactId: number;
  event: string;
  /** When, epoch milliseconds. */
  at: number;
}

export interface ConversionsService {
  /** What this owner told by this key; null = nothing yet. */
  told(owner: string, key: string): Promise<Credited | null>;
  /** Keeps it once and credits it; `repeated` = it was known by its key. */
  tell(told: ToldConversion): Promise<Credited & { repeated: boolean }>;
  /** For `recordsService.conversionEffects`. */
  recordEffect: ConversionEffect;
  /** What a campaign led to. `delivered` = messages of it that arrived. */
  campaignConversions(campaignId: number, delivered: number): Promise<CampaignConversions>;
  settings(): Promise<ConversionSettings>;
  /** With other days every conversion is credited again, by the timer. */
  saveSettings(settings: ConversionSettings): Promise<ConversionSettings>;
  /** Credits again what is due; called by a timer. Answers how many. */
  work(): Promise<number>;
  /** Where messages of campaigns are found; told by the wiring. */
  touches: TouchSource | null;
  /** Called for conversions of known people, in the transaction that keeps them; set by the wiring. */
  convertedEffects: ((trx: Knex.Transaction, converted: readonly Converted[]) => Promise<void>)[];
  mergeEffect: MergeEffect;
  removeEffect(trx: Knex.Transaction, contactIds: readonly number[]): Promise<void>;
}

/** What a person did, for the export of one person. */
export const conversionsOfPerson = async (sql: Sql, contactId: number) =>
  ((await conversionsQuery(sql, contactId).orderBy('cv.id')) as Record<string, unknown>[]).map(
    (row) => ({
      event: row.event,
      at: isoOf(Number(row.at)),
      value: row.amount_milli === null ? null : Number(row.amount_milli) / 1_000,
      currency: row.currency,
      source: row.source,
      externalId: row.external_id,
      type: row.uid,
      entry: row.entry_document,
      campaignId: Number(row.campaign_id) || null,
      creditedBy: row.touch,
    })
  );

export const conversionsService = (strapi: Core.Strapi): ConversionsService =>
  strapi.plugin('whatsapp').service('conversions') as ConversionsService;
