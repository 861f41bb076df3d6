import type { Core } from '@strapi/strapi';
import { runtimeService } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { afterWork, lineUp, NO_LINE } from './domain/work-line';
import type { Moves } from './moves';
import type { RunRow } from './tables';
import { takeTurn } from './wait-store';

/**
 * Work that runs wait for outside of the runner. A run waits meanwhile and holds nobody back: neither a transaction nor the
 * runner lasts as long. `what`: the work, for the log; `atOnce`: how much of it this process does at a time.
 */
export const createLine = (
  strapi: Core.Strapi,
  { moves, what, atOnce }: { moves: Moves; what: string; atOnce: number }
) => {
  const { db, clock, log, random } = contextOf(strapi);
  const runtime = runtimeService(strapi);
  let going = 0;
  let line = NO_LINE;

  /** Writes that the work begins, and lets go of the run. Null: it was ended meanwhile, and nothing may be done. */
  const letGo = async (
    run: RunRow,
    { attempts, overMs }: { attempts: number; overMs: number }
  ): Promise<RunRow | null> => {
    const { owes, sinceWait } = run;
    // Who is owed an answer goes before others again, also where the run had to wait for its turn.
    const lane = owes ? 0 : run.lane;
    const begun = await moves.begin(run, { waitsFor: 'calling', attempts, owes });
    const nextAt = clock.now() + overMs;
    const isResting = await db.tx((trx) => moves.rest(trx, begun, { nextAt, sinceWait, lane }));
    return isResting ? begun : null;
  };

  const start = (work: () => Promise<void>): void => {
    const since = clock.now();
    going += 1;
    const counted = () =>
      work().finally(() => {
        going -= 1;
        line = afterWork(line, clock.now() - since);
      });
    void runtime.background.run(log('bots'), what, counted);
  };

  return {
    isFull: (): boolean => going >= atOnce,
    letGo,
    start,
    /** The run waits for its turn behind answers. True: it was ended meanwhile. */
    waitIn: async (run: RunRow): Promise<boolean> => {
      const turn = lineUp(line, { now: clock.now(), random: random(), atOnce });
      ({ line } = turn);
      return (await takeTurn(db.knex, run, turn.at)) === 0;
    },
  };
};
