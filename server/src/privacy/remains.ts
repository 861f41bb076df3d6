import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { mediaService } from '../media/public';
import {
  defineOperationKind,
  forgetProblems,
  isUnderWay,
  operationsService,
  type OperationKind,
} from '../operations/public';
import { contextOf } from '../strapi/context';
import { blankChanges, blankEvents, type IsAbout } from '../webhook/public';
import { isAboutSomebody } from './domain/keys';
import { dueKeys, dueUpTo, endErasures } from './erasures';

export const REMAINS = 'erase-remains';

interface Params {
  upTo: number;
}
type Place = 'files' | 'changes' | 'events' | 'problems';
interface Cursor {
  place: Place;
  after: number;
}
const NEXT: Record<Place, Place | null> = {
  files: 'changes',
  changes: 'events',
  events: 'problems',
  problems: null,
};

type Look = (
  trx: Knex.Transaction,
  ask: { after: number; isAbout: IsAbout }
) => Promise<{ last: number | null; removed: number }>;
const LOOK: Record<Exclude<Place, 'files'>, Look> = {
  changes: async (trx, ask) => {
    const { last, blanked } = await blankChanges(trx, ask);
    return { last, removed: blanked };
  },
  events: async (trx, ask) => {
    const { last, blanked } = await blankEvents(trx, ask);
    return { last, removed: blanked };
  },
  problems: async (trx, ask) => {
    const { last, deleted } = await forgetProblems(trx, ask);
    return { last, removed: deleted };
  },
};

/**
 * What is left of erased people outside of their rows: files at the upload provider, webhooks as they came, refused rows
 * of imported files. Piece by piece, from where a kill left it.
 */
export const remainsKind = (strapi: Core.Strapi): OperationKind => {
  const { clock } = contextOf(strapi);
  // They do not change while a pass is under way.
  let known: { upTo: number; keys: Set<string> } | null = null;
  const keysUpTo = async (trx: Knex.Transaction, upTo: number): Promise<Set<string>> => {
    if (known?.upTo !== upTo) known = { upTo, keys: await dueKeys(trx, upTo) };
    return known.keys;
  };
  return defineOperationKind<Params, Cursor, number>({
    kind: REMAINS,
    read: async ({ cursor }) =>
      (cursor?.place ?? 'files') === 'files' ? mediaService(strapi).removeDropped() : 0,
    step: async (trx, { params, cursor }, files) => {
      const { place, after } = cursor ?? { place: 'files' as const, after: 0 };
      if (place === 'files')
        return { cursor: { place: 'changes', after: 0 }, done: files, counters: { files } };
      const isAbout = isAboutSomebody(await keysUpTo(trx, params.upTo));
      const { last, removed } = await LOOK[place](trx, { after, isAbout });
      if (last !== null)
        return { cursor: { place, after: last }, done: removed, counters: { [place]: removed } };
      const next = NEXT[place];
      if (next) return { cursor: { place: next, after: 0 } };
      known = null;
      await endErasures(trx, params.upTo, clock.now());
      return { cursor: null };
    },
  });
};

/** Starts a pass when somebody was erased and none is under way; by the timer of one process. */
export const startRemains = async (strapi: Core.Strapi): Promise<number | null> => {
  const { db } = contextOf(strapi);
  const upTo = await dueUpTo(db.knex);
  if (upTo === null || (await isUnderWay(db.knex, REMAINS))) return null;
  return operationsService(strapi).start({
    kind: REMAINS,
    title: '',
    params: { upTo } satisfies Params,
  });
};
