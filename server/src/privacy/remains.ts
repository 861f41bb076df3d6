import { runtimeService } from '../runtime/public';
import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { conversationsService } from '../conversations/public';
import { importsService } from '../imports/public';
import { mediaService } from '../media/public';
import {
  defineOperationKind,
  forgetProblems,
  isUnderWay,
  operationsService,
  type OperationKind,
} from '../operations/public';
import { contextOf } from '../strapi/context';
import type { Sql } from '../strapi/db';
import { blankChanges, blankEvents, type IsAbout } from '../webhook/public';
import { aboutErasedSince, isAboutSomebody } from './domain/keys';
import { dueKeys, dueUpTo, endErasures } from './erasures';

export const REMAINS = 'erase-remains';

interface Params {
  upTo: number;
}
type Place = 'files' | 'uploads' | 'groups' | 'changes' | 'events' | 'problems';
interface Cursor {
  place: Place;
  after: number;
}
const NEXT: Record<Place, Place | null> = {
  files: 'uploads',
  uploads: 'groups',
  groups: 'changes',
  changes: 'events',
  events: 'problems',
  problems: null,
};

/** What was looked at, and whether that was all. */
interface Looked {
  last: number | null;
  removed: number;
}
type Look = (trx: Knex.Transaction, ask: { after: number; isAbout: IsAbout }) => Promise<Looked>;
const inTables = (strapi: Core.Strapi): Record<Exclude<Place, 'files' | 'uploads'>, Look> => ({
  groups: (trx, ask) => conversationsService(strapi).purge.groupPiece(trx, ask),
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
});

const isInTable = (place: Place): place is Exclude<Place, 'files' | 'uploads'> =>
  place !== 'files' && place !== 'uploads';

const START: Cursor = { place: 'files', after: 0 };
const NOTHING: Looked = { last: null, removed: 0 };

/**
 * What is left of erased people outside of their rows: files at the upload provider, uploaded lists, lines in groups, webhooks as they came,
 * refused rows of imported files. Piece by piece, from where a kill left it.
 */
export const remainsKind = (strapi: Core.Strapi): OperationKind => {
  const { db, clock } = contextOf(strapi);
  const looks = inTables(strapi);
  // They do not change while a pass is under way.
  let known: { upTo: number; keys: Map<string, number> } | null = null;
  runtimeService(strapi).forgetting.push(() => void (known = null));
  const keysUpTo = async (sql: Sql, upTo: number): Promise<Map<string, number>> => {
    if (known?.upTo !== upTo) known = { upTo, keys: await dueKeys(sql, upTo) };
    return known.keys;
  };
  return defineOperationKind<Params, Cursor, Looked | null>({
    kind: REMAINS,
    // Files of both kinds are removed before the step that counts them: again, when that is not committed.
    read: async ({ params, cursor }, signal) => {
      const { place, after } = cursor ?? START;
      if (place === 'files')
        return { last: null, removed: await mediaService(strapi).removeDropped() };
      if (place !== 'uploads') return null;
      const keys = await keysUpTo(db.knex, params.upTo);
      const aboutErasedFrom = (addedAt: number) => aboutErasedSince(keys, addedAt);
      return importsService(strapi).forgetAbout({ after, aboutErasedFrom, signal });
    },
    step: async (trx, { params, cursor }, read) => {
      const { place, after } = cursor ?? START;
      const isAbout = isAboutSomebody(await keysUpTo(trx, params.upTo));
      const { last, removed } = isInTable(place)
        ? await looks[place](trx, { after, isAbout })
        : (read ?? NOTHING);
      if (last !== null)
        return {
          cursor: { place, after: last },
          done: removed,
          counters: { [place]: removed },
          // What was parked may be among it.
          ...(removed > 0 && isInTable(place)
            ? { hints: [{ type: 'parked' as const, id: last }] }
            : {}),
        };
      const next = NEXT[place];
      if (next)
        return { cursor: { place: next, after: 0 }, done: removed, counters: { [place]: removed } };
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
