import type { Core } from '@strapi/strapi';
import { contactsService } from '../contacts/public';
import {
  erasePersonBody,
  exportPersonQuery,
  previewRetentionBody,
  proofQuery,
  retentionBody,
} from '../contracts/privacy';
import { logsService } from '../logs/public';
import { adminUser, body, handle, pathId, query } from '../strapi/http';
import { proofPage } from './domain/proof';
import { startErase } from './erase';
import { exportPerson } from './export';
import { proofOf } from './proof';
import { privacyService } from './public';

/** What is known of one person, taken away, proved or erased, and for how long things are kept. */
export const createPrivacyController = ({ strapi }: { strapi: Core.Strapi }) => {
  const privacy = () => privacyService(strapi);
  return {
    summary: handle((ctx) => privacy().summary(pathId(ctx))),
    /** Written down before the first byte leaves. */
    export: handle(async (ctx) => {
      const { language } = query(ctx, exportPersonQuery);
      const by = adminUser(ctx);
      const { id: contactId } = await contactsService(strapi).get(pathId(ctx));
      const zip = await exportPerson(strapi, { contactId, language, by });
      await logsService(strapi).accessed({ event: 'person-exported', contactId, by });
      ctx.attachment(`person-${contactId}.zip`);
      ctx.type = 'application/zip';
      ctx.set('Cache-Control', 'no-store');
      return zip;
    }),
    proof: handle(async (ctx) => {
      const { language, format } = query(ctx, proofQuery);
      const by = adminUser(ctx);
      const { id: contactId } = await contactsService(strapi).get(pathId(ctx));
      const proof = await proofOf(strapi, { contactId, by: by.name });
      const details = { sha256: proof.sha256 };
      await logsService(strapi).accessed({ event: 'consent-proved', contactId, by, details });
      ctx.set('Cache-Control', 'no-store');
      if (format === 'json') return proof;
      ctx.attachment(`consent-${contactId}.html`);
      ctx.type = 'text/html; charset=utf-8';
      return proofPage(proof, language);
    }),
    erase: handle(async (ctx) => {
      const { typed } = body(ctx, erasePersonBody);
      const by = adminUser(ctx);
      return { operationId: await startErase(strapi, { contactId: pathId(ctx), typed, by }) };
    }),
    retention: handle(() => privacy().retention.view()),
    saveRetention: handle((ctx) => privacy().retention.save(body(ctx, retentionBody).days)),
    previewRetention: handle(async (ctx) => {
      const { kind, days } = body(ctx, previewRetentionBody);
      return { wouldDelete: await privacy().retention.count(kind, days) };
    }),
  };
};
