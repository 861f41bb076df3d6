import type { Core } from '@strapi/strapi';
import type { DomainError } from '../kernel/errors';
import { MINUTE_MS } from '../kernel/time';
import { contextOf } from '../strapi/context';
import { patienceOf } from './domain/late';
import type { Moves } from './moves';
import { isUnasked } from './replies';
import type { RunRow } from './tables';
import { restForLater } from './wait-store';

/** Meta says nothing when a template may go again. */
const AGAIN_MS = 5 * MINUTE_MS;

/** What may not be sent just now: Meta has paused the template, or disconnected the number. */
const PASSING: ReadonlySet<string> = new Set(['template-not-sendable', 'number-not-usable']);

/**
 * Runs that answer nobody, and those of automations, wait for a template that Meta paused, and end when what they say is of no
 * more use (E-06). All others fail at the step at once.
 */
export const createPatience = (strapi: Core.Strapi, moves: Moves) => {
  const { db, clock } = contextOf(strapi);
  return {
    /** True: the run waits, or has waited for too long and ended. */
    waits: async (run: RunRow, { kind }: DomainError): Promise<boolean> => {
      const most = patienceOf(run, isUnasked(run));
      if (most === null || !PASSING.has(kind)) return false;
      const now = clock.now();
      const since = run.askedAt ?? now;
      if (now - since > most) await moves.end(run, { state: 'stopped', reason: 'stale' });
      else
        await restForLater(db.knex, run, {
          askedAt: since,
          lastError: kind,
          nextAt: now + AGAIN_MS,
        });
      return true;
    },
  };
};
