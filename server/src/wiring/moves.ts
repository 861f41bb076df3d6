import type { Core } from '@strapi/strapi';
import { consentService } from '../consent/public';
import { prepareTextIndex } from '../conversations/public';
import type { Moves } from '../moving/public';
import { operationsService } from '../operations/public';
import { outboundService } from '../outbound/public';
import { runtimeService } from '../runtime/public';
import { sendingService } from '../sending/public';
import { contextOf } from '../strapi/context';
import { fillDocuments } from '../strapi/fill-documents';
import { protectTables } from '../strapi/protect-tables';
import { webhookService } from '../webhook/public';

/** What is under way gets so long to end before rows may be replaced. */
const REST_MS = 20_000;

/** How the rooms of a running server come to rest, and how they take up rows that came from elsewhere. */
export const movesOf = (strapi: Core.Strapi): Moves => ({
  rest: async () => {
    const { clock } = contextOf(strapi);
    const runtime = runtimeService(strapi);
    await runtime.leases.giveAll();
    const done = new AbortController();
    const settle = async (): Promise<boolean> => {
      await webhookService(strapi).ingest.drain();
      await Promise.all([sendingService(strapi).settled(), sendingService(strapi).workers.stop()]);
      await operationsService(strapi).runner.settled();
      await runtime.background.settled();
      // What had asked for a right before it was told to rest may have got one.
      await runtime.leases.giveAll();
      return true;
    };
    const late = clock.sleep(REST_MS, done.signal).then(() => false);
    return Promise.race([settle(), late]).finally(() => done.abort());
  },
  readAnew: async () => {
    const { db } = contextOf(strapi);
    const runtime = runtimeService(strapi);
    for (const forget of runtime.forgetting) await forget();
    await protectTables(strapi);
    await runtime.install();
    await prepareTextIndex(strapi);
    await fillDocuments(db);
    await runtime.beat();
    await consentService(strapi).loadWords();
    await outboundService(strapi).load();
  },
});
