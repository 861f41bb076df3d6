import type { EngineProblem, JobEngineName } from '../../contracts/processes';

/** What there may be work of; each has one handler, registered by the wiring. */
export type JobKind = 'webhooks' | 'number' | 'campaigns' | 'operations';

/** What every process has a part in: its open pages, the changes of its shards. */
export type Topic = 'feed' | 'changes';

/** Looks at it now. False: another process has the right to it, and is the one to be woken. */
export type Handler = (id: string) => Promise<boolean>;

export interface EngineHealth {
  engine: JobEngineName;
  /** Where Redis is, without user and password; null without Redis. */
  redis: string | null;
  problem: EngineProblem | null;
}

/**
 * Who wakes the work (engine 7). The truth is in the rows, and the ticks of each process find it by themselves: a wake-up
 * that is lost costs a moment, one that comes twice finds nothing to claim.
 */
export interface JobEngine {
  on(kind: JobKind, handler: Handler): void;
  hear(topic: Topic, listener: () => void): void;
  /** Work that another process may have to do. Called after its commit; never throws, nobody waits. */
  wake(kind: JobKind, id?: number): void;
  /** Tells all other processes. */
  tell(topic: Topic): void;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** The database has another identity now: wake-ups of the one before are not its own. */
  renew(): Promise<void>;
  health(): EngineHealth;
  /** Called when the health has changed. */
  readonly changed: ((health: EngineHealth) => void)[];
}
