import type { Core } from '@strapi/strapi';
import { realtimeService } from '../realtime/public';
import { contextOf } from '../strapi/context';
import { errorText } from '../strapi/log';

const EVERY_MS = 1_000;
const WINDOW_MS = 10_000;

/** Tells open pages about changed campaigns, at most once a second each: no event per recipient. */
export const createProgress = (strapi: Core.Strapi) => {
  const { clock, log } = contextOf(strapi);
  const dirty = new Set<number>();
  const samples = new Map<number, { at: number; sent: number }[]>();
  let planned = false;

  const tell = async () => {
    planned = false;
    const ids = [...dirty];
    dirty.clear();
    if (ids.length === 0) return;
    try {
      await realtimeService(strapi).publish(ids.map((id) => ({ type: 'campaign' as const, id })));
    } catch (error) {
      log('campaigns').warn('progress not published', { error: errorText(error) });
    }
  };

  return {
    changed: (ids: number[]) => {
      for (const id of ids) dirty.add(id);
      if (planned || dirty.size === 0) return;
      planned = true;
      void clock.sleep(EVERY_MS).then(tell);
    },
    /** Accepted messages per second over the last ten seconds, from the sums that pages read. */
    speed: (campaignId: number, sent: number): number => {
      const now = clock.now();
      const list = (samples.get(campaignId) ?? []).filter((sample) => sample.at > now - WINDOW_MS);
      list.push({ at: now, sent });
      samples.set(campaignId, list);
      const [first] = list;
      const seconds = first ? (now - first.at) / 1000 : 0;
      return first && seconds >= 0.5 ? Math.round(((sent - first.sent) / seconds) * 10) / 10 : 0;
    },
    flush: tell,
  };
};

export type Progress = ReturnType<typeof createProgress>;
