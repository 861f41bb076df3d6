import { actions } from '../contracts/permissions';
import { defineRoom } from '../strapi/room';
import { createMediaController } from './controller';
import { createMedia } from './service';
import { mediaUploadTable, storedFileTable } from './tables';

/**
 * Files of conversations: what customers send is fetched and kept, what we send is uploaded to Meta once. Kept files lie
 * encrypted at the host's upload provider and are read through our own routes only.
 */
export const media = defineRoom({
  name: 'media',
  tables: [storedFileTable, mediaUploadTable],
  services: { media: createMedia },
  controllers: { media: createMediaController },
  adminRoutes: [
    { method: 'POST', path: '/files', handler: 'media.attach', actions: [actions.chatReply] },
    { method: 'POST', path: '/library-files', handler: 'media.addToLibrary' },
  ],
});
