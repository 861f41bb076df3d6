import { nextBatchSize } from '../kernel/batch-size';
import { failPoint } from '../kernel/fail-point';
import { errorText } from '../strapi/log';
import type { WorkerDeps } from './number-worker';
import type { SendSource, Settled } from './source';

const FLUSH_MAX = 500;
const FLUSH_MIN = 20;

/** What the calls of a number came to, on its way into the database. */
export interface ResultWriter {
  add(source: SendSource, result: Settled): void;
  /** Results that are not in the database yet. */
  unwritten(): number;
  flush(): Promise<void>;
}

/**
 * Writes results in batches, one transaction after the other. They are facts: a write that fails is tried again until the
 * process ends, whatever became of the lease (I4).
 */
export const createResultWriter = (
  deps: WorkerDeps,
  /** By when a process that ends gives up (monotonic). */
  drainUntil: () => number
): ResultWriter => {
  const { account, bucket, clock, config, log } = deps;
  const lists = new Map<SendSource, Settled[]>(deps.sources.map((source) => [source, []]));
  let writing: Promise<void> = Promise.resolve();
  let isPlanned = false;
  let fits = FLUSH_MAX;

  const write = async (source: SendSource, batch: Settled[]) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        failPoint('before-flush');
        const { refusedByRate, restMs } = await source.settle(deps.current(), batch);
        if (refusedByRate) bucket.refused();
        if (restMs > 0) deps.rest(restMs);
        return;
      } catch (error) {
        // The database is closed by now; the next start finds these rows in `sending`.
        if (clock.monotonic() > drainUntil()) return;
        const where = { account: account.id, rows: batch.length, error: errorText(error) };
        log.error('results could not be written', where);
        await clock.sleep(Math.min(5_000, 100 * 2 ** attempt));
      }
    }
  };

  const writeSome = async (source: SendSource, batch: Settled[]) => {
    const started = clock.monotonic();
    await write(source, batch);
    if (deps.turnMs === null) return;
    fits = nextBatchSize(
      { least: FLUSH_MIN, most: FLUSH_MAX, targetMs: deps.turnMs },
      { size: fits, rows: batch.length, tookMs: clock.monotonic() - started }
    );
  };

  const flush = () => {
    writing = writing.then(async () => {
      // Results of a source are written also when it is taken away meanwhile.
      for (const [source, list] of lists)
        while (list.length > 0) await writeSome(source, list.splice(0, fits));
    });
    return writing;
  };

  const flushSoon = () => {
    if (isPlanned) return;
    isPlanned = true;
    void clock.sleep(config.flushMs).then(() => {
      isPlanned = false;
      return flush();
    });
  };

  return {
    add: (source, result) => {
      lists.get(source)?.push(result);
      flushSoon();
    },
    unwritten: () => [...lists.values()].reduce((n, list) => n + list.length, 0),
    flush,
  };
};
