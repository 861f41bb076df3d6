import type { Core } from '@strapi/strapi';
import { campaignsService } from '../campaigns/public';
import type { EngineProblem } from '../contracts/processes';
import { hasAnyInbound } from '../conversations/public';
import { MINUTE_MS } from '../kernel/time';
import { logsService } from '../logs/public';
import { operationsService } from '../operations/public';
import { runtimeService, type EngineHealth } from '../runtime/public';
import { sendingService } from '../sending/public';
import { contextOf } from '../strapi/context';
import { webhookService } from '../webhook/public';

const NEWS: Record<EngineProblem, { level: 'warn' | 'error'; text: string }> = {
  'redis-lost': {
    level: 'warn',
    text: 'Redis is not responding: jobs continue without it, with delays of up to two seconds',
  },
  'redis-evicts': {
    level: 'error',
    text: 'Redis may delete wake-ups: set its maxmemory-policy to noeviction',
  },
  'redis-too-old': { level: 'error', text: 'Redis is too old: use 6.2 or newer' },
};

/** What a wake-up does in the process that hears it, and who reads that Redis went or came back (engine 7). */
export const connectEngine = (strapi: Core.Strapi): void => {
  const { db, log } = contextOf(strapi);
  const { engine, instances, background, door } = runtimeService(strapi);
  const operations = operationsService(strapi);
  const webhook = webhookService(strapi);

  engine.on('webhooks', async () => {
    const going = webhook.process();
    // Not waited for: while its job lasts, the next one would be taken for the same.
    if (!webhook.splits()) await going;
    return webhook.splits();
  });
  engine.on('number', (id) => sendingService(strapi).workers.serve(Number(id)));
  engine.on('campaigns', async () => {
    await campaignsService(strapi).tick();
    return true;
  });
  engine.on('operations', async (id) => {
    await operations.runner.check();
    return operations.runner.has(Number(id));
  });
  // After a split by another process: most of the changes may lie in the shards of this one.
  engine.hear('changes', () => webhook.look());

  door.isShut = () => webhook.isShut();
  door.heardBefore = () => hasAnyInbound(db.knex);
  door.news.push(({ until, awayMs }) =>
    logsService(strapi).write({
      ...{ area: 'engine', level: 'warn', event: 'catch-up' },
      text: 'webhooks could not be taken: what sends by itself waits for what customers wrote meanwhile',
      details: {
        ...{ until, seconds: Math.round(awayMs / 1_000), minutes: Math.floor(awayMs / MINUTE_MS) },
      },
    })
  );
  engine.changed.push(({ problem, redis }: EngineHealth) => {
    const { level, text } = problem
      ? NEWS[problem]
      : { level: 'info' as const, text: 'Redis answers again' };
    const event = problem ?? 'redis-back';
    logsService(strapi).write({ area: 'engine', level, event, text, details: { address: redis } });
    void background.run(log('jobs'), 'beat', () => instances.beat());
  });
};
