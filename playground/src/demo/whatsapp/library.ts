import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Core } from '@strapi/strapi';
import { both, said } from '../language';
import { cupsPicture } from './picture';
import { findRows, service } from './rows';
import { templateNames } from './templates';

interface Uploads {
  upload(given: object): Promise<{ id: number }[]>;
}
interface Templates {
  saveBindings(id: number, bindings: object, by: string): Promise<unknown>;
}

const pictureName = both('autumn-cups.png', 'sonbahar-fincanlari.png');

/** The picture of the autumn collection, in Strapi's media library. */
const addPicture = async (strapi: Core.Strapi): Promise<number | null> => {
  const name = said(pictureName);
  const known = (await strapi.db.query('plugin::upload.file').findOne({ where: { name } })) as {
    id: number;
  } | null;
  if (known) return known.id;
  const folder = await mkdtemp(join(tmpdir(), 'demo-'));
  try {
    const filepath = join(folder, name);
    const bytes = Buffer.from(cupsPicture(), 'base64');
    await writeFile(filepath, bytes);
    const uploads = strapi.plugin('upload').service('upload') as Uploads;
    const [made] = await uploads.upload({
      data: { fileInfo: { name } },
      files: { filepath, originalFilename: name, mimetype: 'image/png', size: bytes.length },
    });
    return made?.id ?? null;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** The collection's template knows its picture and its reader's name: a campaign with it can go as it is. */
export const createPicture = async (strapi: Core.Strapi, by: string): Promise<void> => {
  const [template] = await findRows<{ id: number }>(strapi, 'template', {
    name: said(templateNames.collection),
  });
  const fileId = template ? await addPicture(strapi) : null;
  if (!template || fileId === null) return;
  await service<Templates>(strapi, 'templates')?.saveBindings(
    template.id,
    {
      header: { source: { kind: 'media', fileId }, fallback: null },
      [said(both('body.name', 'body.ad'))]: {
        source: { kind: 'contact', field: 'firstName' },
        fallback: said(both('dear customer', 'değerli müşterimiz')),
      },
    },
    by
  );
};
