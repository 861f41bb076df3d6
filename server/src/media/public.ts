import type { Core } from '@strapi/strapi';
import type { Media } from './service';

export type { Media } from './service';
export { refuseUnseen, type NamedFile } from './library-access';
export type { LibraryFacts, SendableFile } from './source';
export type { StoredFileRow } from './tables';
export { dropFiles, fileKeeping } from './drop';
export { isFileName } from './domain/file-name';
export { localFileNames } from './store';
export { isMissingMedia } from './domain/retry';
export {
  INBOUND_MAX_BYTES,
  readRange,
  safeFilename,
  servedAs,
  storedMedia,
} from './domain/serving';

export const mediaService = (strapi: Core.Strapi): Media =>
  strapi.plugin('whatsapp').service('media');
