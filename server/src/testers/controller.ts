import type { Core } from '@strapi/strapi';
import { testerBody, testTemplateBody } from '../contracts/testers';
import { logsService } from '../logs/public';
import { adminUser, body, handle, pathId } from '../strapi/http';
import { templatesService } from '../templates/public';
import { testersService } from './public';

/** Settings › WhatsApp › Test recipients, whom the tests of campaigns and templates may go to, and the test of a template. */
export const createTestersController = ({ strapi }: { strapi: Core.Strapi }) => {
  const service = () => testersService(strapi);
  return {
    list: handle(async (ctx) => ({ testers: await service().list(adminUser(ctx).id) })),
    choices: handle(async (ctx) => ({ testers: await service().choices(adminUser(ctx).id) })),
    add: handle((ctx) => service().add(adminUser(ctx), body(ctx, testerBody))),
    renew: handle((ctx) => service().renew(adminUser(ctx), pathId(ctx))),
    remove: handle(async (ctx) => {
      await service().remove(adminUser(ctx), pathId(ctx));
      return { ok: true };
    }),
    testTemplate: handle(async (ctx) => {
      const asked = body(ctx, testTemplateBody);
      const { id, name } = await templatesService(strapi).get(pathId(ctx));
      const user = adminUser(ctx);
      const tried = await service().send({
        ...asked,
        userId: user.id,
        name: `template-${id}`,
        testOf: 0,
        contentFor: () => Promise.resolve({ type: 'template', templateId: id, values: {} }),
      });
      const people = tried.results.filter(({ ok }) => ok).length;
      logsService(strapi).write({
        area: 'template',
        level: 'info',
        event: 'template-tested',
        text: `a test of ${name} went to ${people} testers`,
        details: { name, people, by: user.name },
      });
      return tried;
    }),
  };
};
