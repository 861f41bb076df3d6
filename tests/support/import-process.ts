/**
 * A process that uploads and imports a list of `IMPORT_PEOPLE` people and is killed on the way by its fail point
 * (WHATSAPP_FAIL_POINT). Environment: DATABASE_*, IMPORT_ENGINE (JSON).
 */
import { Readable } from 'node:stream';
import { importsService } from '../../server/src/imports/public';
import { loadPluginApp } from './plugin-process';

const BY = { id: 1, name: 'Ada' };
const LIMIT_MS = 60_000;

const main = async (): Promise<void> => {
  const strapi = await loadPluginApp(process.env.IMPORT_ENGINE);
  const imports = importsService(strapi);
  const people = Number(process.env.IMPORT_PEOPLE);
  const rows = Array.from(
    { length: people },
    (_, i) => `0544${String(1_000_000 + i)},P${i},${i % 2 === 0 ? 'yes' : 'no'},2025-03-01`
  );
  const header = 'phone,name,consent,consent date';
  const file = Readable.from([Buffer.from(`${header}\n${rows.join('\n')}\n`)]);
  const { id, rules } = await imports.upload(file, { name: 'crash.csv' }, BY);
  const consent = {
    kind: 'given' as const,
    categories: ['utility' as const],
    source: 'Form on the site',
    wording: 'Yes, send me offers on WhatsApp.',
  };
  const columns = [
    'phone' as const,
    'name' as const,
    'marketingConsent' as const,
    'consentDate' as const,
  ];
  await imports.update(id, { columns, rules: { ...rules, country: 'TR', consent } }, BY);
  await imports.check(id, BY);
  const end = Date.now() + LIMIT_MS;
  while ((await imports.view(id)).check?.state !== 'done') {
    if (Date.now() > end) throw new Error('the dry run did not end');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await imports.start(id, BY);
};

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
