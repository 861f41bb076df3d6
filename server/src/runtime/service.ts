import type { Core } from '@strapi/strapi';
import { randomHex } from '../kernel/hash';
import { contextOf } from '../strapi/context';
import type { Db, Dialect } from '../strapi/db';
import { createBackground, type Background } from './background';
import { engineConfig, jobsConfig, type EngineConfig } from './config';
import type { Jobs } from './domain/jobs';
import { createDoor, type Door } from './door';
import { createBullmqEngine } from './engine/bullmq';
import { createEmbeddedEngine } from './engine/embedded';
import type { JobEngine } from './engine/job-engine';
import { loaderOf, loadPackages } from './engine/packages';
import { createInstances, type Instances } from './instances';
import { loadInstall } from './install';
import { createLeases, type Leases } from './leases';
import { watchLoop, type Loop } from './loop';
import { holdDatabase } from './sole-process';
import type { InstallRow } from './tables';

/**
 * `moved`: the rows came from another database and wait for a person; `replacing`: they are being replaced under this process;
 * `leaving`: another server copies them.
 */
export type Suspended = 'moved' | 'replacing' | 'leaving';

/** What this process is: its id, its leases, whether it is shutting down. */
export interface Runtime {
  readonly instanceId: string;
  readonly config: EngineConfig;
  readonly jobs: Pick<Jobs, 'engine' | 'serve'>;
  /** Wakes work in other processes. */
  readonly engine: JobEngine;
  readonly leases: Leases;
  readonly instances: Instances;
  readonly door: Door;
  /** Says that this process is there, and that it takes webhooks if it does. */
  beat(): Promise<void>;
  readonly loop: Loop;
  /** Age in ms of the oldest webhook that this process took and has not stored yet; set by the code that takes them. */
  oldestUnansweredMs: () => number;
  /** Age in ms of the oldest delivery status that is not applied yet, at most a second old; set by the webhook room. */
  receiptsWaitMs: () => number;
  readonly background: Background;
  /** Aborts when the process begins to shut down: no new permits, no new claims. */
  readonly draining: AbortSignal;
  /** Does this process take up work now? Not one that serves HTTP only (`jobs.serve`, `config.workers`), nor one that shuts down. */
  works(): boolean;
  install(): Promise<InstallRow>;
  /** Takes up no work: pages are answered, and webhooks stored unless rows are being replaced. */
  suspend(why: Suspended): void;
  resume(): void;
  suspended(): Suspended | null;
  /** What each room does when all rows were replaced under this process: what it knows of them by heart is wrong now. */
  readonly forgetting: (() => Promise<void> | void)[];
  /** Makes sure that no other process uses a SQLite database; throws with the remedy. Given back by `leave`. */
  hold(): void;
  leave(): void;
  drain(): void;
}

const createEngine = (
  strapi: Core.Strapi,
  jobs: Jobs,
  process: Pick<Runtime, 'instanceId' | 'works' | 'install'> & { takesJobs: boolean }
): JobEngine => {
  const { clock, log } = contextOf(strapi);
  if (!jobs.redis) return createEmbeddedEngine();
  return createBullmqEngine({
    clock,
    log: log('jobs'),
    redis: jobs.redis,
    packages: () => loadPackages(loaderOf(strapi.dirs.app.root)),
    ...process,
    installId: async () => (await process.install()).installId,
  });
};

/** Read once; after a failure a later call tries again. */
const installOf = (db: Db): { read: Runtime['install']; forget: () => void } => {
  let install: Promise<InstallRow> | null = null;
  return {
    read: () => {
      install ??= loadInstall(db).catch((error: unknown) => {
        install = null;
        throw error;
      });
      return install;
    },
    forget: () => void (install = null),
  };
};

const refuseWorkerBeside = (serve: Jobs['serve'], dialect: Dialect): void => {
  if (serve === 'worker' && dialect === 'sqlite')
    throw new Error(
      'WhatsApp: SQLite serves one process only, so there can be no worker beside the app: use PostgreSQL or MySQL, or let the app do the work itself.'
    );
};

const createSuspension = (): Pick<Runtime, 'suspend' | 'resume' | 'suspended'> => {
  let suspended: Suspended | null = null;
  return {
    suspend: (why) => void (suspended = why),
    resume: () => void (suspended = null),
    suspended: () => suspended,
  };
};

export const createRuntime = ({ strapi }: { strapi: Core.Strapi }): Runtime => {
  const { db, clock, log } = contextOf(strapi);
  const config = engineConfig(strapi);
  const jobs = jobsConfig(strapi);
  const workers = config.workers && jobs.serve !== 'web';
  const instanceId = randomHex(12);
  const { beatMs, leaseMs } = config;
  const own = { db, clock, instanceId, beatMs };
  const takes = jobs.serve !== 'worker';
  const controller = new AbortController();
  let giveBack = (): void => undefined;
  const suspension = createSuspension();
  const works = () => workers && suspension.suspended() === null && !controller.signal.aborted;
  const install = installOf(db);
  const process = { instanceId, works, install: install.read, takesJobs: workers };
  const engine = createEngine(strapi, jobs, process);
  const runtime: Runtime = {
    instanceId,
    config,
    jobs: { engine: jobs.engine, serve: jobs.serve },
    engine,
    works,
    leases: createLeases({ ...own, log: log('runtime'), owner: instanceId, leaseMs }),
    instances: createInstances({
      ...own,
      deadMs: config.instanceDeadMs,
      about: () => ({
        workers,
        serve: workers ? jobs.serve : 'web',
        engine: jobs.engine,
        problem: engine.health().problem,
        unansweredMs: Math.round(runtime.oldestUnansweredMs()),
      }),
    }),
    door: createDoor({ ...own, takes, steps: config.catchUp, log: log('webhook') }),
    beat: async () => {
      // Until it listens, nothing reaches it.
      const isThere = takes && strapi.server.httpServer.listening;
      const beats = [runtime.instances.beat(), isThere ? runtime.door.beat() : runtime.door.look()];
      // Of a database that is away both must know.
      for (const one of await Promise.allSettled(beats))
        if (one.status === 'rejected') throw one.reason;
    },
    loop: watchLoop(clock),
    oldestUnansweredMs: () => 0,
    receiptsWaitMs: () => 0,
    background: createBackground(),
    draining: controller.signal,
    drain: () => controller.abort(),
    ...suspension,
    // In this order: the queue of wake-ups is named by the identity.
    forgetting: [
      install.forget,
      () => runtime.leases.forgetAll(),
      () => runtime.door.forget(),
      () => engine.renew(),
    ],
    hold: () => {
      refuseWorkerBeside(jobs.serve, db.dialect);
      giveBack = holdDatabase(strapi);
    },
    leave: () => {
      runtime.loop.stop();
      giveBack();
    },
    install: install.read,
  };
  return runtime;
};
