import type { SavedView } from '../../../server/src/contracts/people';
import {
  bootStrapi,
  databases,
  type AdminUser,
  type BootedStrapi,
} from '../../support/boot-strapi';

const AT = '/whatsapp/people/views';

describe.each(databases())('[M-25] saved filters of contacts, on %s', (database) => {
  let app: BootedStrapi;
  let maker: AdminUser;
  let other: AdminUser;
  let configures: AdminUser;
  let made = 0;

  beforeAll(async () => {
    app = await bootStrapi({ database });
    maker = await app.adminUser({ actions: ['contact.browse'] });
    other = await app.adminUser({ actions: ['contact.browse', 'contact.edit', 'contact.erase'] });
    configures = await app.adminUser({ actions: ['contact.browse', 'settings.configure'] });
  });
  afterAll(() => app.close());

  const as = ({ token }: AdminUser) => {
    const send = (method: 'get' | 'post' | 'put' | 'delete', path = '', body?: object) => {
      const request = app.http[method](`${AT}${path}`).set('Authorization', `Bearer ${token}`);
      return body ? request.send(body) : request;
    };
    return {
      all: async () => ((await send('get')).body as { views: SavedView[] }).views,
      make: async () => {
        made += 1;
        const body = { name: `Filter ${made}`, filter: { q: 'ada' } };
        return (await send('post', '', body)).body as SavedView;
      },
      change: (id: number) => send('put', `/${id}`, { name: `Changed ${id}`, filter: {} }),
      remove: (id: number) => send('delete', `/${id}`),
    };
  };
  const one = async (id: number) => (await as(maker).all()).find((view) => view.id === id);

  it('are everybody’s to use, and their maker’s to change and delete', async () => {
    const view = await as(maker).make();
    expect(await as(other).all()).toContainEqual(view);
    for (const refused of [await as(other).change(view.id), await as(other).remove(view.id)]) {
      expect(refused.status).toBe(403);
      expect(refused.body.error.details.kind).toBe('not-yours');
    }
    expect(await one(view.id)).toEqual(view);
    expect((await as(maker).change(view.id)).status).toBe(200);
    expect((await one(view.id))?.name).toBe(`Changed ${view.id}`);
    expect((await as(maker).remove(view.id)).status).toBe(200);
    expect(await one(view.id)).toBeUndefined();
  });

  it('are changed and deleted also by somebody who may configure', async () => {
    const view = await as(maker).make();
    expect((await as(configures).change(view.id)).status).toBe(200);
    expect((await as(configures).remove(view.id)).status).toBe(200);
    expect(await one(view.id)).toBeUndefined();
  });
});
