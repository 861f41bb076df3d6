import type { QuickReplyView } from '../../../server/src/contracts/quick-replies';
import { refoldShortcuts } from '../../../server/src/quick-replies/public';
import { bootStrapi, databases, type BootedStrapi } from '../../support/boot-strapi';

describe.each(databases())('quick replies on %s', (client) => {
  let app: BootedStrapi;
  let token: string;

  beforeAll(async () => {
    app = await bootStrapi({ database: client });
    token = await app.adminToken();
  });
  afterAll(() => app.close());

  const call = (method: 'get' | 'post' | 'put' | 'delete', url: string, as = token) =>
    app.http[method](`/whatsapp/quick-replies${url}`).set('Authorization', `Bearer ${as}`);
  const make = async (body: Record<string, unknown>, as = token): Promise<QuickReplyView> =>
    (await call('post', '', as).send(body).expect(200)).body as QuickReplyView;
  const list = async (as = token): Promise<QuickReplyView[]> =>
    (await call('get', '', as).expect(200)).body.quickReplies as QuickReplyView[];
  const refusal = async (body: unknown, as = token) =>
    (await call('post', '', as).send(body as object)).body.error as {
      status: number;
      message: string;
      details: { kind: string; field?: string };
    };

  it('[Q-01] are made, changed, listed and deleted', async () => {
    const made = await make({ shortcut: '/selam', text: 'Merhaba {{first_name}}!' });
    expect(made).toMatchObject({ shortcut: '/selam', shared: true, used: 0, file: null });
    const changed = await call('put', `/${made.id}`)
      .send({ shortcut: '/selamlar', text: 'Selam!' })
      .expect(200);
    expect(changed.body).toMatchObject({ shortcut: '/selamlar', text: 'Selam!' });
    expect((await list()).map((reply) => reply.shortcut)).toContain('/selamlar');
    await call('delete', `/${made.id}`).expect(200);
    expect((await list()).map((reply) => reply.id)).not.toContain(made.id);
    await call('delete', `/${made.id}`).expect(404);
  });

  it('[Q-02] have a shortcut that begins with a slash, without spaces, once each whatever the case', async () => {
    await make({ shortcut: '/İade', text: 'x' });
    for (const shortcut of ['kargo', '/', '/two words', '/a/b', `/${'x'.repeat(40)}`, '', null])
      expect((await refusal({ shortcut, text: 'x' })).details.field).toBe('shortcut');
    for (const shortcut of ['/İade', '/iade', '/IADE', '/ıade'])
      expect(await refusal({ shortcut, text: 'x' })).toMatchObject({
        status: 409,
        details: { kind: 'shortcut-shared', field: 'shortcut' },
      });
    expect((await refusal({ shortcut: '/x', text: '  ' })).details.field).toBe('text');
    expect((await refusal({ shortcut: '/x', text: 'y', fileId: 999_999 })).details).toMatchObject({
      kind: 'no-such-file',
      field: 'fileId',
    });
  });

  it('[Q-02] that an update makes one both stay, and can be changed', async () => {
    const knex = app.strapi.db.connection;
    for (const [n, shortcut] of ['/soren', '/søren', '/कला'].entries())
      await knex('whatsapp_quick_replies').insert({
        ...{ shortcut, shortcut_key: `of before ${n}`, owner_id: 0, text: shortcut },
        ...{ used: 0, added_at: 1, changed_at: 1, sample: false },
      });
    const state = knex('whatsapp_fold_states').where({ name: 'quick-replies' });
    await state.update({ version: 1, next_id: 0 });
    await Promise.all([refoldShortcuts(app.strapi), refoldShortcuts(app.strapi)]);
    const [, later] = (await list()).filter(({ shortcut }) => /^\/s[oø]ren$/.test(shortcut));
    expect(later?.shortcut).toBe('/søren');
    const changed = await call('put', `/${later?.id}`).send({ shortcut: '/søren', text: 'new' });
    expect([changed.status, changed.body.text]).toEqual([200, 'new']);
    expect(await refusal({ shortcut: '/SØREN', text: 'x' })).toMatchObject({ status: 409 });
    // Other words where the mark is the letter.
    await make({ shortcut: '/कील', text: 'x' });
    expect(await knex('whatsapp_logs').where({ event: 'name-kept-apart' })).toHaveLength(1);
  });

  it('keep each user’s own ones apart, and a shared one cannot be hidden by an own one', async () => {
    const ada = await app.adminToken({ actions: ['chat.reply'] });
    const can = await app.adminToken({ actions: ['chat.reply'] });
    await make({ shortcut: '/ortak', text: 'all', shared: true });
    await make({ shortcut: '/benim', text: 'mine', shared: false }, ada);
    const others = await make({ shortcut: '/benim', text: 'his', shared: false }, can);
    const seen = await list(ada);
    expect(seen.filter((r) => r.shortcut === '/benim').map((r) => r.text)).toEqual(['mine']);
    expect(seen.map((r) => r.shortcut)).toContain('/ortak');
    expect(
      (await refusal({ shortcut: '/ORTAK', text: 'x', shared: false }, ada)).details.kind
    ).toBe('shortcut-shared');
    await call('put', `/${others.id}`, ada).send({ shortcut: '/b', text: 'x' }).expect(404);
    await call('delete', `/${others.id}`, ada).expect(404);
    await call('post', `/${others.id}/used`, ada).expect(404);
  });

  it('[X-05] let only those with the permission change what everybody uses', async () => {
    const agent = await app.adminToken({ actions: ['chat.reply'] });
    const shared = await make({ shortcut: '/kural', text: 'x' });
    expect((await refusal({ shortcut: '/yeni', text: 'x' }, agent)).status).toBe(403);
    await call('put', `/${shared.id}`, agent).send({ shortcut: '/k', text: 'x' }).expect(403);
    await call('delete', `/${shared.id}`, agent).expect(403);
    const reader = await app.adminToken({ actions: ['chat.read'] });
    await call('get', '', reader).expect(403);
  });

  it('[Q-06] refuse a variable that nobody can fill', async () => {
    expect(await refusal({ shortcut: '/v', text: 'Hi {{first_nam}}' })).toMatchObject({
      details: { kind: 'unknown-variable', field: 'text' },
      message: expect.stringContaining('first_nam') as string,
    });
    await make({ shortcut: '/v', text: 'Hi {{ first_name | dear customer }}' });
  });

  it('[Q-03] count how often each is inserted', async () => {
    const { id } = await make({ shortcut: '/say', text: 'x' });
    await call('post', `/${id}/used`).expect(200);
    await call('post', `/${id}/used`).expect(200);
    expect((await list()).find((reply) => reply.id === id)?.used).toBe(2);
  });

  it('[Q-01] come from a file after a preview that says row by row what would happen, and go out as one', async () => {
    const can = await app.adminToken({ actions: ['chat.reply'] });
    await make({ shortcut: '/dosya', text: 'eski' });
    await make({ shortcut: '/aynı', text: 'hep bu' });
    const file = [
      '\uFEFFKısayol;Metin;Kimin',
      '/dosya;"yeni; ""iyi""";ortak',
      '/aynı;hep bu;shared',
      'eksik-çizgi;Merhaba {{first_name}};shared',
      '/iki kelime;x;shared',
      '/bos;;shared',
      '/yanlis;{{isim}};shared',
      '/DOSYA;bir daha;shared',
      '/kimin;x;herkes',
      "/formul;'=HYPERLINK(1);shared",
      ';kısayolsuz;shared',
    ].join('\r\n');
    const asked = (path: string, text: string, as = token) => call('post', path, as).send({ text });
    const wanted = {
      added: 2,
      changed: 1,
      same: 1,
      refused: 6,
      problems: [
        { row: 5, kind: 'shortcut', value: '/iki kelime' },
        { row: 6, kind: 'text', value: null },
        { row: 7, kind: 'variable', value: '{{isim}}' },
        { row: 8, kind: 'twice', value: '/DOSYA' },
        { row: 9, kind: 'who', value: 'herkes' },
        { row: 11, kind: 'no-shortcut', value: null },
      ],
    };
    const before = await list();
    expect((await asked('/import/preview', file).expect(200)).body).toEqual(wanted);
    expect(await list()).toEqual(before);
    expect((await asked('/import', file).expect(200)).body).toEqual(wanted);
    const textOf = async (shortcut: string) =>
      (await list()).find((one) => one.shortcut === shortcut)?.text;
    expect(await textOf('/dosya')).toBe('yeni; "iyi"');
    expect(await textOf('/eksik-çizgi')).toBe('Merhaba {{first_name}}');
    expect(await textOf('/formul')).toBe('=HYPERLINK(1)');
    expect((await asked('/import', file).expect(200)).body).toMatchObject({
      added: 0,
      changed: 0,
      same: 4,
    });

    const out = await call('get', '/export').expect(200);
    expect(out.headers['content-type']).toContain('text/csv');
    expect(out.text).toContain("/formul,'=HYPERLINK(1),shared");
    // What went out comes in again without a change.
    expect((await asked('/import/preview', out.text).expect(200)).body).toMatchObject({
      added: 0,
      changed: 0,
      refused: 0,
    });

    // Without the right to share nothing shared changes; what the file does not say becomes one's own.
    const own = await asked('/import', 'shortcut,text\n/dosya,mine\n/kendi,mine', can).expect(200);
    expect(own.body).toMatchObject({ added: 1, changed: 0, refused: 1 });
    expect((own.body as { problems: object[] }).problems).toEqual([
      { row: 2, kind: 'shortcut-shared', value: '/dosya' },
    ]);
    expect((await list(can)).find((one) => one.shortcut === '/kendi')?.shared).toBe(false);
    const shared = await asked('/import', 'shortcut,text,for\n/x1,y,shared', can).expect(200);
    expect(shared.body).toMatchObject({
      problems: [{ row: 2, kind: 'forbidden', value: '/x1' }],
    });
  });

  it.each([
    ['no columns', 'a,b\n1,2', 'no-columns'],
    ['open quotes', 'shortcut,text\n"/x,y', 'unreadable'],
    ['too many rows', `shortcut,text\n${'/x,y\n'.repeat(1_001)}`, 'too-many-rows'],
    ['nothing', '', 'no-columns'],
  ])('[Q-01] a file with %s is refused in words', async (_what, text, kind) => {
    const { body } = await call('post', '/import/preview').send({ text }).expect(200);
    expect(body).toMatchObject({ added: 0, problems: [{ row: null, kind }] });
  });

  it('[Q-01] are deleted many at once, those that one may not delete left', async () => {
    const can = await app.adminToken({ actions: ['chat.reply'] });
    const shared = await make({ shortcut: '/sil1', text: 'x' });
    const mine = await make({ shortcut: '/sil2', text: 'x', shared: false }, can);
    const ids = [shared.id, mine.id, 999_999];
    const some = await call('post', '/remove', can).send({ ids }).expect(200);
    expect(some.body).toEqual({ removed: 1, left: 2 });
    const rest = await call('post', '/remove').send({ ids }).expect(200);
    expect(rest.body).toEqual({ removed: 1, left: 2 });
    expect((await list()).map(({ id }) => id)).not.toContain(shared.id);
  });
});
