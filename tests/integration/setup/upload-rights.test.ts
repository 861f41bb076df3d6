import { actions } from '../../../server/src/contracts/permissions';
import type { ListLogsResult } from '../../../server/src/contracts/logs';
import type { SetupResult } from '../../../server/src/contracts/setup';
import { logsService } from '../../../server/src/logs/public';
import {
  bootStrapi,
  databases,
  type BootedStrapi,
  type WhoIsAdmin,
} from '../../support/boot-strapi';

const CREATE = 'plugin::upload.assets.create';
const UPDATE = 'plugin::upload.assets.update';
const EDIT_ROLES = 'admin::roles.update';
const PAGE = Buffer.from('<!doctype html><script>alert(1)</script>');
const DRAWING = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg"><rect width="1" height="1"/></svg>'
);

interface RoleRow {
  id: number;
  name: string;
  code: string;
  permissions: { action: string }[];
}

describe.each(databases())('[X-05] ready roles that may upload anything, on %s', (client) => {
  let app: BootedStrapi;
  let boss: string;

  beforeEach(async () => {
    app = await bootStrapi({ database: client });
    boss = await app.adminToken();
    await app.http.post('/whatsapp/setup/roles').set('Authorization', `Bearer ${boss}`).send({});
  });
  afterEach(() => app.close());

  const roles = () => app.strapi.db.query('admin::role');
  const role = async (code: string) =>
    (await roles().findOne({ where: { code }, populate: ['permissions'] })) as RoleRow;
  const rightsOf = async (code: string) =>
    (await role(code)).permissions.map(({ action }) => action).sort();
  const grant = async (code: string, ...rights: string[]) => {
    const { id } = await role(code);
    const permissions = app.strapi.service('admin::permission') as unknown as {
      createMany: (rows: object[]) => Promise<unknown>;
    };
    await permissions.createMany(
      rights.map((action) => ({ action, role: id, properties: {}, conditions: [] }))
    );
    return id;
  };
  const library = async (token = boss) =>
    (
      (await app.http.get('/whatsapp/setup').set('Authorization', `Bearer ${token}`))
        .body as SetupResult
    ).library;
  const remove = (roleIds: number[], token = boss) =>
    app.http
      .post('/whatsapp/setup/upload-rights/remove')
      .set('Authorization', `Bearer ${token}`)
      .send({ roleIds });
  const upload = async (
    who: WhoIsAdmin,
    file: { bytes: Buffer; name: string; type: string; path?: string }
  ) =>
    app.http
      .post(file.path ?? '/upload')
      .set('Authorization', `Bearer ${await app.adminToken(who)}`)
      .attach('files', file.bytes, { filename: file.name, contentType: file.type });

  it('names them under whatever name, with their copies, and no role that does more than WhatsApp', async () => {
    expect((await library())?.roles).toEqual([]);
    const agent = await grant('whatsapp-agent', CREATE);
    await roles().update({ where: { id: agent }, data: { name: 'Mağaza' } });
    const marketer = await grant('whatsapp-marketer', CREATE, UPDATE);
    const copy = await roles().create({
      data: { name: 'Agent copy', description: '', code: 'agent-copy-1' },
    });
    await grant('agent-copy-1', `plugin::whatsapp.${actions.chatRead}`, UPDATE);
    // Strapi's own editors upload for a living, and may have been given WhatsApp as well.
    await grant('strapi-editor', `plugin::whatsapp.${actions.chatRead}`);
    expect(await rightsOf('strapi-editor')).toEqual(expect.arrayContaining([CREATE, UPDATE]));
    await app.adminUser('whatsapp-agent');
    await app.adminUser('whatsapp-agent');

    expect((await library())?.roles).toEqual([
      { id: agent, name: 'Mağaza', people: 2 },
      { id: marketer, name: 'WhatsApp marketer', people: 0 },
      { id: copy.id, name: 'Agent copy', people: 0 },
    ]);
  });

  it('takes the rights from the roles that were shown, from no other, and from these nothing else', async () => {
    const before = await rightsOf('whatsapp-agent');
    const agent = await grant('whatsapp-agent', CREATE, UPDATE);
    const marketer = await grant('whatsapp-marketer', CREATE);
    const editor = (await role('strapi-editor')).id;
    const editorBefore = await rightsOf('strapi-editor');
    const html = { bytes: PAGE, name: 'page.html', type: 'text/html' };
    expect((await upload('whatsapp-agent', html)).status).toBe(201);

    const { status, body } = await remove([agent, editor]);
    expect(status).toBe(200);
    expect((body as SetupResult).library?.roles.map(({ id }) => id)).toEqual([marketer]);
    expect(await rightsOf('whatsapp-agent')).toEqual(before);
    expect(await rightsOf('strapi-editor')).toEqual(editorBefore);
    expect(await rightsOf('whatsapp-marketer')).toContain(CREATE);
    expect((await upload('whatsapp-agent', html)).status).toBe(403);

    expect((await remove([agent])).status).toBe(200);
    await logsService(app.strapi).flush();
    const logs = await app.http.get('/whatsapp/logs').set('Authorization', `Bearer ${boss}`);
    const lines = (logs.body as ListLogsResult).logs;
    expect(lines.filter(({ event }) => event === 'upload-rights-removed')).toEqual([
      expect.objectContaining({ details: { roles: 'WhatsApp agent' } }),
    ]);
  });

  it('counts the right to change files: with it the bytes of a drawing are replaced under its address', async () => {
    const drawn = await upload('strapi-super-admin', {
      bytes: DRAWING,
      name: 'logo.svg',
      type: 'image/svg+xml',
    });
    const [{ id, url }] = drawn.body as [{ id: number; url: string }];
    await grant('whatsapp-agent', UPDATE);
    const attack = {
      bytes: Buffer.from(DRAWING.toString().replace('<rect', '<script>alert(1)</script><rect')),
      name: 'logo.svg',
      type: 'image/svg+xml',
      path: `/upload/files/${id}/replace`,
    };
    expect((await upload('whatsapp-agent', attack)).status).toBe(200);
    const served = await app.http.get(url).buffer(true);
    expect(String(served.text ?? served.body)).toContain('<script>');
    expect((await library())?.roles.map(({ name }) => name)).toEqual(['WhatsApp agent']);
  });

  it('is for who may change roles in Strapi; others who may configure see whom to ask', async () => {
    const agent = await grant('whatsapp-agent', CREATE);
    const { id } = await app.adminUser();
    await app.strapi.db
      .query('admin::user')
      .update({ where: { id }, data: { firstname: 'Ada', lastname: 'Lovelace' } });
    const configures = await app.adminToken({ actions: [actions.settingsConfigure] });
    expect(await library(configures)).toMatchObject({
      roles: [{ id: agent }],
      allowed: false,
      roleEditors: ['Test P.', 'Ada L.'],
    });
    const refused = await remove([agent], configures);
    expect(refused.status).toBe(403);
    expect(refused.body.error.details.remedy).toContain('Settings › Roles');
    expect(await rightsOf('whatsapp-agent')).toContain(CREATE);

    const editsToo = await app.adminToken({ actions: [actions.settingsConfigure, EDIT_ROLES] });
    expect((await library(editsToo))?.allowed).toBe(true);
    expect((await remove([agent], editsToo)).status).toBe(200);
    expect(await rightsOf('whatsapp-agent')).not.toContain(CREATE);
  });

  it('is nothing that users who may not configure see', async () => {
    await grant('whatsapp-agent', CREATE);
    expect(await library(await app.adminToken('whatsapp-agent'))).toBeNull();
    expect(await library()).not.toBeNull();
  });

  it('advises the types that the host should deny until a file of none of them gets in', async () => {
    const files = [
      { bytes: PAGE, name: 'page.html', type: 'text/html' },
      { bytes: DRAWING, name: 'logo.svg', type: 'image/svg+xml' },
      { bytes: Buffer.from('alert(1)'), name: 'steal.js', type: 'text/plain' },
      { bytes: Buffer.from('<a xmlns="http://www.w3.org/1999/xhtml"/>'), name: 'a.xslt', type: '' },
    ];
    const statuses = async () => {
      const answers = [];
      for (const file of files) answers.push((await upload('strapi-super-admin', file)).status);
      return answers;
    };
    app.strapi.config.set('plugin::upload.security', { deniedTypes: ['application/zip'] });
    expect(await statuses()).toEqual([201, 201, 201, 201]);
    const advised = (await library())?.deniedTypes;
    expect(advised?.[0]).toBe('application/zip');

    app.strapi.config.set('plugin::upload.security', { deniedTypes: advised });
    expect(await statuses()).toEqual([400, 400, 400, 400]);
    expect((await library())?.deniedTypes).toBeNull();
    app.strapi.config.set('plugin::upload.security', { allowedTypes: ['image/png'] });
    expect((await library())?.deniedTypes).toBeNull();
  });
});
