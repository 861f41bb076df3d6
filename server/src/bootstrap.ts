import type { Core } from '@strapi/strapi';
import { accountsService } from './accounts/public';
import { automationsService } from './automations/public';
import { prepareTextIndex, watchTexts } from './conversations/public';
import { startDoubles } from './contacts/doubles';
import { preparePeopleIndex, refoldTags } from './contacts/public';
import { consentService } from './consent/public';
import { refoldViews } from './inbox-views/public';
import { guardDataCommand, receiveRows } from './moving/public';
import { outboundService } from './outbound/public';
import { refoldShortcuts } from './quick-replies/public';
import { realtimeService } from './realtime/public';
import { recordsService } from './records/public';
import { runtimeService } from './runtime/public';
import { contextOf } from './strapi/context';
import { isOneOffCommand } from './kernel/one-off';
import { fillDocuments } from './strapi/fill-documents';
import { errorText } from './strapi/log';
import { protectTables } from './strapi/protect-tables';
import { connectRooms } from './wiring/connect';
import { connectEngine } from './wiring/engine';
import { startJobs } from './wiring/jobs';
import { registerPermissions } from './wiring/permissions';
import { watchRights } from './wiring/rights';
import { setJobs } from './destroy';

/** After the tables are there: protect them, connect the rooms, start the ticks. */
export const bootstrap = async ({ strapi }: { strapi: Core.Strapi }): Promise<void> => {
  const runtime = runtimeService(strapi);
  const isServer = !isOneOffCommand(process.argv);
  if (isServer) runtime.hold();
  await guardDataCommand(strapi);
  await protectTables(strapi);
  await registerPermissions(strapi);
  const { db, log } = contextOf(strapi);
  if (isServer) await receiveRows(strapi);
  await runtime.install();
  await prepareTextIndex(strapi);
  watchTexts(strapi);
  await preparePeopleIndex(db.knex).catch((error: unknown) => {
    // Without it people are found all the same, only slower.
    log('start').warn('people are searched for without an index', { error: errorText(error) });
  });
  if (isServer) await fillDocuments(db);
  // Before anybody asks by these names; people and messages follow by the timer.
  if (isServer)
    for (const refold of [refoldTags, refoldShortcuts, refoldViews]) await refold(strapi);
  if (isServer) await runtime.instances.beat();
  await realtimeService(strapi).start();
  await consentService(strapi).loadWords();
  await outboundService(strapi).load();
  connectRooms(strapi);
  await recordsService(strapi).start();
  await automationsService(strapi).load();
  if (!isServer) return; // the server beside it does the work
  connectEngine(strapi);
  // From then on webhooks are taken.
  strapi.server.httpServer.once('listening', () => {
    void runtime.background.run(log('start'), 'beat', () => runtime.beat());
  });
  watchRights(strapi);
  await startDoubles(strapi);
  await runtime.engine.start();
  setJobs(strapi, startJobs(strapi));
  const numbers = await accountsService(strapi).list();
  if (numbers.length === 0) log('start').info('no number yet, open /admin/plugins/whatsapp');
  if (db.dialect === 'sqlite' && !runtime.works())
    log('start').warn('SQLite serves one process only');
};
