import type { Core } from '@strapi/strapi';
import { contactsService } from '../contacts/public';
import type { FlowGraph } from '../contracts/flow-graph';
import { RUNS_PAGE, type AllRunsResult, type RunLine } from '../contracts/run-list';
import { contextOf } from '../strapi/context';
import { isResumable } from './domain/resumable';
import { reasonShown } from './domain/run-filter';
import { wordsOf } from './domain/words';
import type { FlowsService } from './public';
import { countUnseen, lastFailures, walkRuns, type FailedStep } from './run-list';
import { personIn, placeIn, waitsOf } from './run-views';
import { OPEN, type RunRow } from './tables';
import type { Versions } from './versions';

/** Where the run is or was stopped, else where it failed last. */
const whereOf = (
  run: RunRow,
  { graph, failed }: { graph: FlowGraph; failed: FailedStep | undefined }
): RunLine['place'] => {
  const place = placeIn(graph, run);
  if (place !== null || failed === undefined) return place;
  return { ...failed, words: wordsOf(graph, failed.node) };
};

const lineOf = (run: RunRow, { contact, place }: Pick<RunLine, 'contact' | 'place'>): RunLine => ({
  id: run.id,
  botId: run.botId,
  botName: run.botName,
  state: run.state,
  reason: reasonShown(run),
  origin: run.origin,
  trigger: run.trigger,
  contact,
  conversationId: run.conversationId,
  place,
  waits: waitsOf(run),
  isUnseen: run.unseen,
  mayResume: isResumable(run),
  mayEnd: OPEN.includes(run.state) && run.reason === null,
  startedAt: run.startedAt,
  endedAt: run.endedAt,
});

/** The runs of all bots, and how many of them wait for a look. */
export const createRunLines = (
  strapi: Core.Strapi,
  versions: Versions
): Pick<FlowsService, 'allRuns' | 'unseenRuns'> => {
  const { db } = contextOf(strapi);
  return {
    allRuns: async (wanted): Promise<AllRunsResult> => {
      const { rows, nextCursor } = await walkRuns(db.knex, wanted, RUNS_PAGE);
      const failures = await lastFailures(
        db.knex,
        rows.map(({ id }) => id)
      );
      const people = await contactsService(strapi).byIds(
        db.knex,
        rows.map(({ contactId }) => contactId)
      );
      const runs: RunLine[] = [];
      for (const row of rows) {
        const graph = await versions.graphOf(row);
        const contact = personIn(people, { id: row.contactId, canRead: false });
        const place = whereOf(row, { graph, failed: failures.get(row.id) });
        runs.push(lineOf(row, { contact, place }));
      }
      return { runs, nextCursor };
    },
    unseenRuns: () => countUnseen(db.knex),
  };
};
