import type { Core, UID } from '@strapi/strapi';
import { demoLanguage } from './language';

/** What a database knows of its demo, from the first start on. */
export interface DemoMark {
  /** In which language it is written; later starts go on in it. */
  language: 'en' | 'tr';
  /** It has the sample data. */
  sample: boolean;
  /** It has the shop's people and history too. */
  shop: boolean;
  /** All entries of the shop are written. */
  hasRecords: boolean;
  /** All of it is written: from now on it belongs to who uses it. */
  isComplete: boolean;
  /** Its first day was played. */
  isPlayed: boolean;
  /** The simulator's world that knows its people: when that one began. */
  world: number | null;
}

const place = { type: 'app', name: 'demo', key: 'mark' };

/** Answers the mark as it is now. */
export const changeMark = async (
  strapi: Core.Strapi,
  mark: DemoMark,
  change: Partial<DemoMark>
): Promise<DemoMark> => {
  const value = { ...mark, ...change };
  await strapi.store.set({ ...place, value });
  return value;
};

const isWanted = (variable: string): boolean => process.env[variable] !== 'false';

/**
 * Marks the beginning, or finds how far an earlier start came. Entries without a mark are older than marks or were made by hand:
 * nothing is added to them, here or at the simulator, but people.
 */
export const beginDemo = async (strapi: Core.Strapi): Promise<DemoMark> => {
  const known = (await strapi.store.get(place)) as DemoMark | null;
  if (known) {
    process.env['WHATSAPP_DEMO_LANGUAGE'] = known.language;
    return known;
  }
  const products = await strapi.documents('api::product.product' as UID.ContentType).count({});
  const isThere = products > 0;
  const sample = !isThere && isWanted('WHATSAPP_DEMO_SAMPLE');
  const mark: DemoMark = {
    ...{ language: demoLanguage(), sample, shop: sample && isWanted('WHATSAPP_DEMO_SHOP') },
    ...{ hasRecords: isThere, isComplete: isThere, isPlayed: isThere, world: null },
  };
  return changeMark(strapi, mark, {});
};
