import type { Core } from '@strapi/strapi';
import type { LibraryFile } from '../contracts/quick-replies';

interface UploadRow {
  id: number;
  name: string;
  mime: string;
  /** Kilobytes, as Strapi keeps it. */
  size: number | string;
  url: string;
}

/** Files of the media library by id; one that was deleted is absent. */
export const libraryFiles = async (
  strapi: Core.Strapi,
  ids: number[]
): Promise<Map<number, LibraryFile>> => {
  if (ids.length === 0) return new Map();
  const rows = (await strapi.db
    .query('plugin::upload.file')
    .findMany({ where: { id: { $in: [...new Set(ids)] } } })) as UploadRow[];
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        name: row.name,
        mime: row.mime,
        size: Math.round(Number(row.size) * 1000),
        url: row.url,
      },
    ])
  );
};
