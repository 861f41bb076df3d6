import knex, { type Knex } from 'knex';
import type { ConsentCategory } from '../../../server/src/consent/public';
import { flowGraph } from '../../../server/src/contracts/flow-graph';
import { sparedBy } from '../../../server/src/flows/domain/proactive';
import type { Meaning, Stage } from '../../../server/src/flows/domain/trial-stage';
import { runTable, type RunRow } from '../../../server/src/flows/tables';
import { stopProactiveRuns } from '../../../server/src/flows/wait-store';
import { snake, writeRow } from '../../../server/src/strapi/table';
import { playFrom } from '../../support/flow-stage';

/** A Friday, 12:00 in Istanbul. */
const NOON = Date.parse('2026-11-27T09:00:00Z');
const TEXTS = new Set(['string', 'text', 'json']);

type Origin = RunRow['origin'];
const ORIGINS: Origin[] = ['message', 'tag', 'event', 'campaign', 'automation'];

/** Where a flow may wait when the words come. */
const STEPS = {
  answer: {
    ...{ kind: 'question', text: 'Adınız?', answer: { kind: 'text' }, saveAs: 'ad' },
    ...{ tries: 2, again: '', noAnswerAfter: 60 },
  },
  time: { kind: 'wait', until: { kind: 'minutes', minutes: 60 } },
  message: { kind: 'wait', until: { kind: 'minutes', minutes: 60 }, orAnswer: true },
} as const;
type Waits = keyof typeof STEPS;

/** What words opt out of. */
const OUT = {
  out: ['marketing', 'utility'],
  'out-of-marketing': ['marketing'],
} as const satisfies Partial<Record<Meaning['does'], readonly ConsentCategory[]>>;
type Does = keyof typeof OUT;

describe('an opt-out while a flow waits', () => {
  let db: Knex;

  beforeEach(async () => {
    db = knex({
      client: 'better-sqlite3',
      connection: { filename: ':memory:' },
      useNullAsDefault: true,
    });
    await db.schema.createTable(runTable.table, (table) => {
      table.increments('id');
      for (const [name, { kind }] of Object.entries(runTable.columns))
        table.specificType(snake(name), TEXTS.has(kind) ? 'text' : 'integer');
    });
  });
  afterEach(() => db.destroy());

  /** Does the engine end such a run? */
  const endsRun = async (origin: Origin, waitsFor: Waits, does: Does): Promise<boolean> => {
    const run = { contactId: 1, state: 'waiting', origin, unasked: origin !== 'message' } as const;
    await db(runTable.table).delete();
    await db(runTable.table).insert({ id: 1, ...writeRow(runTable, { ...run, waitsFor }) });
    for (const category of OUT[does]) {
      const why = { reason: 'opted-out', at: NOON, except: null } as const;
      await stopProactiveRuns(db, [1], { ...why, spares: sparedBy(category) });
    }
    const row = await db(runTable.table).first<{ reason: string | null } | undefined>('reason');
    return row?.reason === 'opted-out';
  };

  /** Does its trial end? */
  const endsTrial = async (origin: Origin, waitsFor: Waits, does: Does): Promise<boolean> => {
    const graph = flowGraph.parse({
      start: 'a',
      nodes: [{ id: 'a', step: STEPS[waitsFor], to: {} }],
    });
    const means: Stage['means'] = ({ words }) =>
      words === 'DUR' ? { does, changed: true, passes: false } : null;
    const said = origin === 'message' ? { text: 'merhaba', type: 'text' } : null;
    const trial = await playFrom(
      graph,
      { at: NOON, origin, said },
      { moves: [{ kind: 'text', text: 'DUR' }], stage: { means } }
    );
    return trial.end?.reason === 'opted-out';
  };

  it.each(ORIGINS)(
    '[O-22] ends a flow begun by %s in a trial exactly where the engine does',
    async (origin) => {
      for (const waitsFor of ['answer', 'time', 'message'] as const)
        for (const does of ['out', 'out-of-marketing'] as const)
          expect({ waitsFor, does, ends: await endsTrial(origin, waitsFor, does) }).toEqual({
            ...{ waitsFor, does, ends: await endsRun(origin, waitsFor, does) },
          });
    }
  );

  it('[O-22] of marketing alone leaves the flow of an automation, and ends what else nobody asked for', async () => {
    const ends = async (origin: Origin) => [
      await endsTrial(origin, 'answer', 'out-of-marketing'),
      await endsTrial(origin, 'answer', 'out'),
    ];
    expect(await ends('automation')).toEqual([false, true]);
    expect(await ends('event')).toEqual([true, true]);
    expect(await ends('message')).toEqual([false, false]);
  });

  it('[O-22] ends an automation’s trial by its origin, whatever was written before it began', async () => {
    const graph = flowGraph.parse({ start: 'a', nodes: [{ id: 'a', step: STEPS.answer, to: {} }] });
    const means: Stage['means'] = ({ words }) =>
      words === 'DUR' ? { does: 'out', changed: true, passes: false } : null;
    const trial = await playFrom(
      graph,
      { at: NOON, origin: 'automation' },
      { moves: [{ kind: 'text', text: 'DUR' }], stage: { means } }
    );
    expect(trial.end).toEqual({ state: 'stopped', reason: 'opted-out' });
  });
});
