import type { Core } from '@strapi/strapi';
import { accountsService } from '../accounts/public';
import { profileBody } from '../contracts/business-profile';
import { logsService } from '../logs/public';
import { refuseUnseen } from '../media/public';
import { adminUser, body, handle, pathId } from '../strapi/http';
import type { BusinessProfileService } from './service';

export const createBusinessProfileController = ({ strapi }: { strapi: Core.Strapi }) => {
  const service = (): BusinessProfileService =>
    strapi.plugin('whatsapp').service('business-profile');
  return {
    view: handle((ctx) => service().get(pathId(ctx))),
    save: handle(async (ctx) => {
      const id = pathId(ctx);
      const change = body(ctx, profileBody);
      const { pictureFileId } = change;
      if (pictureFileId !== undefined)
        refuseUnseen(ctx, [{ field: 'picture', fileId: pictureFileId }]);
      const saved = await service().save(id, change);
      const fields = Object.keys(change)
        .map((field) => (field === 'pictureFileId' ? 'picture' : field))
        .join(', ');
      const [{ name }, by] = [await accountsService(strapi).get(id), adminUser(ctx)];
      logsService(strapi).write({
        area: 'account',
        level: 'info',
        event: 'profile-changed',
        text: `${name}: business profile changed by ${by.name} (${fields})`,
        accountId: id,
        // Which fields, not their values: an old address may be a private one.
        details: { adminId: by.id, number: name, by: by.name, fields },
      });
      return saved;
    }),
  };
};
