import type { Core } from '@strapi/strapi';
import { randomHex } from '../kernel/hash';
import { contextOf } from '../strapi/context';
import { createBackground, type Background } from './background';
import { engineConfig, type EngineConfig } from './config';
import { createInstances, type Instances } from './instances';
import { loadInstall } from './install';
import { createLeases, type Leases } from './leases';
import { holdDatabase } from './sole-process';
import type { InstallRow } from './tables';

/** What this process is: its id, its leases, whether it is shutting down. */
export interface Runtime {
  readonly instanceId: string;
  readonly config: EngineConfig;
  readonly leases: Leases;
  readonly instances: Instances;
  readonly background: Background;
  /** Aborts when the process begins to shut down: no new permits, no new claims. */
  readonly draining: AbortSignal;
  readonly bootAt: number;
  /** Does this process take up work now? Not one that serves HTTP only (`config.workers`), nor one that shuts down. */
  works(): boolean;
  install(): Promise<InstallRow>;
  /** Makes sure that no other process uses a SQLite database; throws with the remedy. Given back by `leave`. */
  hold(): void;
  leave(): void;
  drain(): void;
}

export const createRuntime = ({ strapi }: { strapi: Core.Strapi }): Runtime => {
  const { db, clock, log } = contextOf(strapi);
  const config = engineConfig(strapi);
  const instanceId = randomHex(12);
  const controller = new AbortController();
  let install: Promise<InstallRow> | null = null;
  let giveBack = (): void => undefined;
  return {
    instanceId,
    config,
    bootAt: clock.now(),
    works: () => config.workers && !controller.signal.aborted,
    leases: createLeases({
      db,
      clock,
      log: log('runtime'),
      owner: instanceId,
      leaseMs: config.leaseMs,
    }),
    instances: createInstances({
      db,
      clock,
      instanceId,
      deadMs: config.instanceDeadMs,
      beatMs: config.beatMs,
      workers: config.workers,
    }),
    background: createBackground(),
    draining: controller.signal,
    drain: () => controller.abort(),
    hold: () => {
      giveBack = holdDatabase(strapi);
    },
    leave: () => giveBack(),
    install: () => {
      install ??= loadInstall(db).catch((error: unknown) => {
        install = null; // a later call tries again
        throw error;
      });
      return install;
    },
  };
};
