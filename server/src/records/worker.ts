import { countryOfNumbers } from '../accounts/public';
import { addTo } from '../kernel/lists';
import { eachPage } from '../kernel/pages';
import { logsService } from '../logs/public';
import { realtimeService } from '../realtime/public';
import { runtimeService, singleFlight } from '../runtime/public';
import { contextOf } from '../strapi/context';
import { errorText } from '../strapi/log';
import { writeConsent } from './consent-back';
import { followedPaths } from './domain/entry';
import { dependentsOf } from './dependents';
import { entriesAfter, entriesOf } from './entries';
import { followEntries, type FollowDeps } from './follow';
import { addJobs, dueJobs, finishJobs, postponeJob } from './job-store';
import { makeLead } from './leads';
import { forgetDocuments, linkedDocuments } from './link-store';
import type { Mapping, Mappings } from './mappings';
import type { RecordJobRow } from './tables';

const BATCH = 100;
const LEASE = 'records';

export interface WorkerDeps extends Omit<FollowDeps, 'country'> {
  mappings: Mappings;
}

const isOfEntry = ({ kind }: RecordJobRow): boolean => kind === 'entry' || kind === 'again';

const groupsOf = (jobs: readonly RecordJobRow[]): RecordJobRow[][] => {
  const groups = new Map<string, RecordJobRow[]>();
  for (const job of jobs) {
    // Entries of one type are followed together; everything else by itself.
    const key = isOfEntry(job) ? `${job.kind} ${job.uid}` : `${job.id}`;
    addTo(groups, key, job);
  }
  return [...groups.values()];
};

/** Follows changed entries: those that are there are brought in step, those that are gone are forgotten. */
const followJobs = async (
  deps: WorkerDeps,
  mapping: Mapping,
  jobs: RecordJobRow[]
): Promise<void> => {
  const { strapi } = deps;
  const { db } = contextOf(strapi);
  const country = await countryOfNumbers(strapi);
  const documentIds = jobs.map(({ documentId }) => documentId);
  const paths = followedPaths(mapping.config);
  await db.tx(async (trx) => {
    const entries = await entriesOf(strapi, trx, { type: mapping.type, paths, documentIds });
    const there = new Set(entries.map(({ documentId }) => documentId));
    const gone = documentIds.filter((documentId) => !there.has(documentId));
    const left = await forgetDocuments(trx, mapping.uid, gone);
    const { contactIds } = await followEntries({ ...deps, country }, trx, {
      mapping,
      entries,
      isSecondLook: jobs[0]?.kind === 'again',
    });
    await finishJobs(trx, jobs);
    const changed = [...new Set([...left, ...contactIds])];
    await realtimeService(strapi).append(
      trx,
      changed.map((id) => ({ type: 'contact' as const, id }))
    );
  });
};

const PAGE = 500;

/**
 * Notes every entry of the type, and every one that somebody is linked to: those that are gone are forgotten. By pages, each
 * in a transaction of its own; cut short, it begins again, which changes nothing for what was noted.
 */
const lookAtAll = async (deps: WorkerDeps, mapping: Mapping, job: RecordJobRow): Promise<void> => {
  const { strapi } = deps;
  const { db, clock } = contextOf(strapi);
  const note = (documentIds: readonly string[]) =>
    db.tx((trx) =>
      addJobs(db, trx, {
        jobs: documentIds.map((documentId) => ({ kind: 'entry', uid: mapping.uid, documentId })),
        at: clock.now(),
      })
    );
  await eachPage(
    {
      size: PAGE,
      from: 0,
      keyOf: ({ entryId }) => entryId,
      read: (after: number) =>
        entriesAfter(strapi, db.knex, { type: mapping.type, paths: [], after, limit: PAGE }),
    },
    (entries) => note(entries.map(({ documentId }) => documentId))
  );
  await eachPage(
    {
      size: PAGE,
      from: '',
      keyOf: (documentId: string) => documentId,
      read: (after: string) => linkedDocuments(db.knex, { uid: mapping.uid, after, limit: PAGE }),
    },
    note
  );
  await finishJobs(db.knex, [job]);
};

const doJobs = async (deps: WorkerDeps, jobs: RecordJobRow[]): Promise<void> => {
  const { strapi, mappings } = deps;
  const { db, clock } = contextOf(strapi);
  const [job] = jobs;
  if (!job) return;
  const mapping = (await mappings.all()).get(job.uid);
  // The mapping was taken away meanwhile: there is nothing to follow.
  if (!mapping) return finishJobs(db.knex, jobs);
  if (isOfEntry(job)) return followJobs(deps, mapping, jobs);
  if (job.kind === 'all') return lookAtAll(deps, mapping, job);
  if (job.kind === 'lead') return makeLead(deps, mapping, job);
  if (job.kind === 'consent') return writeConsent(deps, mapping, job);
  const found = await dependentsOf(strapi, mapping.type, job.documentId);
  await db.tx(async (trx) => {
    const waiting = found.map((documentId) => ({
      kind: 'entry' as const,
      uid: job.uid,
      documentId,
    }));
    await addJobs(db, trx, { jobs: waiting, at: clock.now() });
    await finishJobs(trx, [job]);
  });
};

const WORDS: Record<RecordJobRow['kind'], string> = {
  all: 'entries that were changed in bulk could not be checked; we will try again',
  entry: 'a change to an entry could not be processed; we will try again',
  again: 'an entry could not be checked again; we will retry',
  dependents: 'entries related to a changed entry could not be processed; we will try again',
  lead: 'an entry for a new contact could not be created; we will try again',
  consent: 'an opt-out or opt-in could not be written to the entry; we will try again',
};

/** Does what waits: one process at a time, a batch at a time; failures are logged, postponed and never given up. */
export const createWorker = (deps: WorkerDeps) => {
  const { strapi } = deps;
  const { db, clock, log } = contextOf(strapi);
  const runtime = runtimeService(strapi);

  const failed = async (job: RecordJobRow, error: unknown): Promise<void> => {
    const text = errorText(error);
    await postponeJob(db.knex, job, { error: text, at: clock.now() });
    // The first time and then rarely: a page of the same line helps nobody.
    if (job.attempts > 0 && job.attempts % 5 !== 0) return;
    logsService(strapi).write({
      area: 'record',
      level: 'error',
      event: `record-${job.kind}-failed`,
      text: WORDS[job.kind],
      contactId: job.contactId,
      details: {
        uid: job.uid,
        documentId: job.documentId,
        error: text,
        attempts: job.attempts + 1,
      },
    });
  };

  const attempt = async (jobs: RecordJobRow[]): Promise<void> => {
    try {
      await doJobs(deps, jobs);
    } catch (error) {
      const [only] = jobs;
      if (jobs.length === 1 && only) return failed(only, error);
      // One bad entry must not hold up the others.
      for (const job of jobs) await attempt([job]);
    }
  };

  const drain = async (): Promise<void> => {
    for (;;) {
      if (runtime.draining.aborted) return;
      const jobs = await dueJobs(db.knex, clock.now(), BATCH);
      if (jobs.length === 0) return;
      if (!(await runtime.leases.take(LEASE))) return;
      for (const group of groupsOf(jobs)) await attempt(group);
    }
  };
  return { run: singleFlight('records', log('records'), drain) };
};

export type Worker = ReturnType<typeof createWorker>;
