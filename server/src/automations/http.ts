import { automationsApi } from '../contracts/automation-desk';
import { automationWatchApi } from '../contracts/automation-watch';
import { actions } from '../contracts/permissions';
import { serve, type Asker } from '../strapi/serve';
import { automationsService, type RehearsalReader } from './public';

export const automationsHttp = serve('automations', automationsApi, (strapi) => {
  const service = () => automationsService(strapi);
  return {
    list: async () => ({ automations: await service().list() }),
    types: () => service().types(),
    get: ({ id }) => service().get(id),
    create: ({ user, body }) => service().create(body, user),
    check: async ({ body }) => ({ problems: await service().check(body) }),
    update: ({ user, id, body }) => service().update(id, body, user),
    copy: ({ user, id, body }) => service().copy(id, body, user),
    existing: ({ id }) => service().existing(id),
    setActive: ({ user, id, body }) => service().setActive(id, body, user),
    answer: ({ user, id, body }) => service().answer(id, body, user),
    held: ({ id }) => service().held(id),
    startHeld: ({ user, id, body }) => service().startHeld(id, body, user),
    figures: ({ id, query }) => service().figures(id, query.days),
    remove: ({ user, id }) => service().remove(id, user),
  };
});

const readerOf = ({ user, may }: Pick<Asker, 'user' | 'may'>): RehearsalReader => ({
  id: user.id,
  seesPeople: may(actions.contactBrowse),
});

/** What automations would have done, and what they did. */
export const automationWatchHttp = serve('automation-watch', automationWatchApi, (strapi) => {
  const service = () => automationsService(strapi);
  return {
    rehearse: ({ body, ...asker }) => service().rehearse(body, readerOf(asker)),
    ahead: ({ user, body }) => service().ahead(body, user),
    starts: ({ id, query, ...asker }) => service().starts(id, query, readerOf(asker)),
  };
});
