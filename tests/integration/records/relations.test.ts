import request from 'supertest';
import { createDb } from '../../../server/src/strapi/db';
import { fillDocuments } from '../../../server/src/strapi/fill-documents';
import { bootStrapi, databases, type BootedStrapi } from '../../support/boot-strapi';

const CUSTOMERS = '/content-manager/collection-types/api::customer.customer';

interface Relation {
  id: number;
  documentId: string;
  name?: string;
}

interface Contacts {
  create(body: object): Promise<{ id: number }>;
}

describe.each(databases())('relations to contacts, on %s', (client) => {
  let app: BootedStrapi;
  let token: string;
  const service = (name: string) => app.strapi.plugin('whatsapp').service(name) as unknown;
  const call = (method: 'get' | 'post' | 'put', path: string, as = token) =>
    request(app.strapi.server.httpServer)[method](path).set('Authorization', `Bearer ${as}`);
  const contact = async (name: string, phone: string) => {
    const { id } = await (service('contacts') as Contacts).create({ name, phone });
    return (await app.strapi.db.connection('whatsapp_contacts').where({ id }).first()) as {
      id: number;
      document_id: string;
    };
  };

  beforeAll(async () => {
    app = await bootStrapi({ database: client });
    token = await app.adminToken();
  });
  afterAll(() => app.close());

  it('offers contacts, groups, templates and campaigns as targets in the Content-Type Builder, and no hot table', async () => {
    const { body } = await call('get', '/content-type-builder/content-types').expect(200);
    const types = body as { data: { uid: string; schema: { restrictRelationsTo: unknown } }[] };
    const free = types.data
      .filter(
        ({ uid, schema }) =>
          uid.startsWith('plugin::whatsapp.') && schema.restrictRelationsTo === null
      )
      .map(({ uid }) => uid.slice('plugin::whatsapp.'.length));
    expect(free).toEqual(expect.arrayContaining(['contact', 'group', 'template', 'campaign']));
    expect(free).not.toContain('message');
    expect(free).not.toContain('recipient');
  });

  it('gives a document id at the next start to rows that have none', async () => {
    const knex = app.strapi.db.connection;
    const { id } = await contact('Older Version', '+905321110009');
    await knex('whatsapp_contacts').where({ id }).update({ document_id: null });
    expect(await fillDocuments(createDb(app.strapi))).toBe(1);
    const row = (await knex('whatsapp_contacts').where({ id }).first()) as { document_id: string };
    expect(row.document_id).toMatch(/^[a-z][a-z0-9]{23}$/);
    expect(await fillDocuments(createDb(app.strapi))).toBe(0);
  });

  it('keeps contacts out of the Content Manager’s own list', async () => {
    const { body } = await call('get', '/content-manager/content-types').expect(200);
    const types = body as { data: { uid: string; isDisplayed: boolean }[] };
    expect(types.data.find(({ uid }) => uid === 'plugin::whatsapp.contact')?.isDisplayed).toBe(
      false
    );
  });

  it('saves an entry with a related contact and reads it back with the name', async () => {
    const ayse = await contact('Ayşe Yılmaz', '+905321110001');
    expect(ayse.document_id).toMatch(/^[a-z][a-z0-9]{23}$/);
    const saved = await call('post', CUSTOMERS)
      .send({ name: 'Ayşe', person: { connect: [{ documentId: ayse.document_id, id: ayse.id }] } })
      .expect(201);
    const { documentId } = (saved.body as { data: { documentId: string } }).data;
    const related = await call(
      'get',
      `/content-manager/relations/api::customer.customer/${documentId}/person`
    ).expect(200);
    expect((related.body as { results: Relation[] }).results).toEqual([
      expect.objectContaining({ documentId: ayse.document_id, name: 'Ayşe Yılmaz' }),
    ]);
  });

  it('finds contacts by name in the relation field, also for an editor who may see contacts', async () => {
    await contact('Zeynep Kaya', '+905321110002');
    const picker = '/content-manager/relations/api::customer.customer/person?_q=zeynep';
    const fields = ['name', 'person'];
    const permission = (action: string, subject: string | null) => ({
      action,
      subject,
      properties: subject ? { fields } : {},
      conditions: [],
    });
    const roles = app.strapi.service('admin::role') as unknown as {
      create(role: object): Promise<{ id: number }>;
      assignPermissions(id: number, list: unknown[]): Promise<unknown>;
    };
    const named = async (name: string, actions: string[]) => {
      const made = await roles.create({ name, description: name });
      await roles.assignPermissions(made.id, [
        permission('plugin::content-manager.explorer.read', 'api::customer.customer'),
        ...actions.map((action) => permission(action, null)),
      ]);
      const user = await (
        app.strapi.service('admin::user') as unknown as {
          create(user: object): Promise<{ id: number }>;
        }
      ).create({
        firstname: name,
        lastname: 'T',
        email: `${name}@example.com`,
        isActive: true,
        registrationToken: null,
        roles: [made.id],
      });
      return app.adminToken({ id: user.id });
    };
    const found = async (as: string) =>
      ((await call('get', picker, as)).body as { results?: Relation[] }).results;
    expect(await found(token)).toEqual([expect.objectContaining({ name: 'Zeynep Kaya' })]);
    const sees = await named('sees', ['plugin::whatsapp.contact.browse']);
    expect(await found(sees)).toEqual([expect.objectContaining({ name: 'Zeynep Kaya' })]);
    const blind = await named('blind', []);
    expect(await found(blind)).not.toEqual([expect.objectContaining({ name: 'Zeynep Kaya' })]);
  });

  it('leaves the entry whole when the related contact is deleted', async () => {
    const gone = await contact('Gone Person', '+905321110003');
    const saved = await call('post', CUSTOMERS)
      .send({ name: 'Stays', person: { connect: [{ documentId: gone.document_id, id: gone.id }] } })
      .expect(201);
    const { documentId } = (saved.body as { data: { documentId: string } }).data;
    await app.strapi.db.connection('whatsapp_contacts').where({ id: gone.id }).delete();
    const entry = await call('get', `${CUSTOMERS}/${documentId}`).expect(200);
    expect((entry.body as { data: { name: string } }).data.name).toBe('Stays');
    const related = await call(
      'get',
      `/content-manager/relations/api::customer.customer/${documentId}/person`
    ).expect(200);
    expect((related.body as { results: Relation[] }).results).toEqual([]);
  });
});
