import type { Core } from '@strapi/strapi';
import type { ProcessesResult } from '../contracts/processes';
import { handle } from '../strapi/http';
import { runtimeService } from './public';

/** Characters of the random id that tell processes apart. */
const NAME = 6;

export const createProcessesController = ({ strapi }: { strapi: Core.Strapi }) => ({
  /** GET /processes: who lives and does what. */
  list: handle(async (): Promise<ProcessesResult> => {
    const { instances, instanceId, engine } = runtimeService(strapi);
    const rows = await instances.all();
    return {
      processes: rows.map((row) => ({
        name: row.instanceId.slice(0, NAME),
        self: row.instanceId === instanceId,
        serve: row.serve,
        engine: row.engine,
        problem: row.problem,
        clockOffsetMs: row.clockOffsetMs,
        bootAt: row.bootAt,
        beatAt: row.beatMs,
      })),
      working: rows.some((row) => row.workers),
      redis: engine.health().redis,
    };
  }),
});
