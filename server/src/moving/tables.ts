import type { CarriedLimit } from '../limits/public';
import { defineTable, maybe, must, type RowOf } from '../strapi/table';
import type { Colleague } from './domain/colleagues';

/** The right to a number, and what its next holder finds there. */
export interface Pace {
  name: string;
  data: Record<string, unknown>;
}

/**
 * One row that travels with the rows of people. Its generation also stands in the identity of the database, which does not
 * travel: where the two differ, the rows came from elsewhere.
 */
export const homeTable = defineTable({
  name: 'home',
  kind: 'content-type',
  description: 'Which database the rows belong to',
  columns: {
    name: must.string<string>(undefined, 16),
    generation: must.string<string>(undefined, 32),
    /** Identity of the database that has adapted the rows. */
    settledBy: maybe.string(16),
    /** Noted by an export; after an import those whom nobody here is. */
    colleagues: maybe.json<Colleague[]>(),
    /** Noted by an export: how fast each number had come to send, and what counts against messaging limits. */
    paces: maybe.json<Pace[]>(),
    limits: maybe.json<CarriedLimit[]>(),
    changedAt: must.big(),
  },
  indexes: [{ columns: ['name'], unique: true }],
});
export type HomeRow = RowOf<typeof homeTable>;
