import type { Core } from '@strapi/strapi';
import { extensionOfMime, judgeFile } from '../contracts/media-rules';
import type { LibraryFile } from '../contracts/quick-replies';
import { DomainError } from '../kernel/errors';
import { libraryFiles } from '../strapi/library';
import { hostTakes } from '../strapi/upload-security';
import { safeFilename } from './domain/serving';
import type { PostedFile } from './service';
import { refusalOf } from './source';

interface UploadService {
  upload(
    input: {
      data: { fileInfo: { name: string } };
      files: { filepath: string; originalFilename: string; mimetype: string; size: number };
    },
    by: { user: { id: number } }
  ): Promise<{ id: number }[]>;
}

const refuseByHost = (strapi: Core.Strapi, mime: string): void => {
  if (hostTakes(strapi, mime)) return;
  throw new DomainError('media-type', `the media library does not accept files of type ${mime}`, {
    status: 422,
    field: 'file',
    mime,
    remedy: 'Choose a file of another type.',
  });
};

/**
 * Stores a file in Strapi's media library on behalf of a person who may not upload there. Only types that WhatsApp takes
 * pass, by their bytes. The ending follows from the type too: the library is served from the address of the admin by the
 * ending of the name, and a picture called `.html` would run there as a page.
 */
export const addToLibrary = async (
  strapi: Core.Strapi,
  file: PostedFile,
  { userId }: { userId: number }
): Promise<LibraryFile> => {
  const given = safeFilename(file.name) ?? 'file';
  const verdict = judgeFile({ name: given, sizeBytes: file.sizeBytes, head: file.head });
  if (!verdict.ok) throw refusalOf(verdict);
  const { mime } = verdict;
  refuseByHost(strapi, mime);
  const stem = given.replace(/\.[a-z0-9]{1,8}$/i, '') || 'file';
  const name = `${stem}.${extensionOfMime(mime)}`;
  const uploads = strapi.plugin('upload').service('upload') as UploadService;
  const [made] = await uploads.upload(
    {
      data: { fileInfo: { name } },
      files: {
        filepath: file.path,
        originalFilename: name,
        mimetype: mime,
        size: file.sizeBytes,
      },
    },
    { user: { id: userId } }
  );
  const stored = made && (await libraryFiles(strapi, [made.id])).get(made.id);
  if (!stored) throw new Error('the upload plugin stored no file');
  return stored;
};
