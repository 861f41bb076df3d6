import type { Core } from '@strapi/strapi';
import type { LibraryFile } from '../contracts/quick-replies';
import { DomainError } from '../kernel/errors';
import { libraryFiles } from '../strapi/library';
import type { AccountRow } from './tables';

/** What every browser shows as a picture. An SVG is left out: it may hold more than a picture. */
export const LOGO_TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'];
/** A page of a telephone loads it before anything else. */
export const LOGO_MAX_BYTES = 300_000;

const refuse = (message: string, remedy: string) =>
  new DomainError('invalid', message, { field: 'fileId', remedy, status: 422 });

/** The logo of a number as the library has it now; null without one, or when the file was deleted. */
export const findLogo = async (
  strapi: Core.Strapi,
  { logoFileId }: Pick<AccountRow, 'logoFileId'>
): Promise<LibraryFile | null> =>
  logoFileId === null ? null : ((await libraryFiles(strapi, [logoFileId])).get(logoFileId) ?? null);

/** Refuses (422) a file that is gone, no picture, or too large for a page. */
export const checkLogo = async (strapi: Core.Strapi, fileId: number): Promise<void> => {
  const file = (await libraryFiles(strapi, [fileId])).get(fileId);
  if (!file) throw refuse('this file is not in the media library', 'choose another one');
  if (!LOGO_TYPES.includes(file.mime))
    throw refuse('pages cannot show this file', 'choose a PNG, JPEG, WebP or GIF');
  if (file.size > LOGO_MAX_BYTES)
    throw refuse(
      'the image is larger than 300 kB',
      'use a smaller image; a height of 192 pixels is enough'
    );
};
