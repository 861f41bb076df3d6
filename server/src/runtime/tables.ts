import type { EngineProblem, JobEngineName, ServedPart } from '../contracts/processes';
import type { GapReason } from './domain/gap';
import { defineTable, maybe, must, type RowOf } from '../strapi/table';

/** Who this database is: made once, never changed, never exported. */
export const installTable = defineTable({
  name: 'install',
  kind: 'model',
  description: 'Identity of this database',
  columns: {
    installId: must.string<string>(undefined, 16),
    /** HMAC key of the tokens in biz_opaque_callback_data. Not the host's encryption key, so rotating that breaks no token. */
    secret: must.string<string>(undefined, 64),
    /** That of the rows of people which belong to it (moving/home.ts). */
    generation: maybe.string(32),
    createdAt: must.big(),
  },
  indexes: [{ columns: ['installId'], unique: true }],
});
export type InstallRow = RowOf<typeof installTable>;

/** Who may do what right now, by the name of the right (engine 6). */
export const leaseTable = defineTable({
  name: 'lease',
  kind: 'model',
  description: 'Exclusive rights, with an epoch as fence',
  columns: {
    name: must.string<string>(undefined, 80),
    owner: must.string<string>('', 64),
    epoch: must.int(0),
    untilMs: must.big(0),
    data: maybe.json<Record<string, unknown>>(),
  },
  indexes: [{ columns: ['name'], unique: true }, { columns: ['owner'] }],
});
export type LeaseRow = RowOf<typeof leaseTable>;

/** Live processes; a row without a heartbeat for 30 s is dead. */
export const instanceTable = defineTable({
  name: 'instance',
  kind: 'model',
  description: 'Running processes of the plugin',
  columns: {
    instanceId: must.string<string>(undefined, 64),
    bootAt: must.big(),
    beatMs: must.big(),
    version: must.string<string>('', 40),
    /** False: it serves HTTP only and has no part in the work. */
    workers: must.bool(true),
    /** What it takes upon itself, who wakes it, and what is wrong with that: for the page that shows all of them. */
    serve: must.string<ServedPart>('all', 16),
    engine: must.string<JobEngineName>('embedded', 16),
    problem: maybe.string<EngineProblem>(32),
    clockOffsetMs: must.int(0),
    /** Age of the oldest webhook that it took and has not stored yet. */
    unansweredMs: must.int(0),
  },
  indexes: [{ columns: ['instanceId'], unique: true }],
});
export type InstanceRow = RowOf<typeof instanceTable>;

/** Whether what people write reaches us: one row that outlives all processes (door.ts). By the database's clock. */
export const doorTable = defineTable({
  name: 'door',
  kind: 'model',
  description: 'When webhooks could not be taken, and what waits for them',
  columns: {
    name: must.string<string>(undefined, 8),
    /** When a process that takes webhooks was there last. */
    beatMs: must.big(0),
    /** When Meta first delivered; null: never. */
    heardAt: maybe.big(),
    gapFrom: maybe.big(),
    gapTo: maybe.big(),
    reason: maybe.string<GapReason>(8),
    awayMs: must.big(0),
    waitUntil: maybe.big(),
    /** Until then it is shut: who refuses says so at every beat. */
    shutUntil: must.big(0),
    calmAt: must.big(0),
    firstTo: must.big(0),
    /** The process that refused all that is missing: it knows when everything has come again. */
    openBy: maybe.string(64),
  },
  indexes: [{ columns: ['name'], unique: true }],
});
export type DoorRow = RowOf<typeof doorTable>;

/**
 * How far the rows of a table were written again after a change of the fold (refold.ts). Not exported: rows that come from
 * elsewhere may be of an older fold.
 */
export const foldStateTable = defineTable({
  name: 'fold-state',
  kind: 'model',
  description: 'How far stored keys follow the fold of now',
  columns: {
    name: must.string<string>(undefined, 40),
    /** `FOLD_VERSION` of the rows below `nextId`. */
    version: must.int(0),
    nextId: must.big(0),
  },
  indexes: [{ columns: ['name'], unique: true }],
});
