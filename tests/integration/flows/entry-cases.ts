import type { BotView, CheckFlowResult, TryResult } from '../../../server/src/contracts/bots';
import { READY_WORDS } from '../../../server/src/contracts/ready-flow-words';
import { readyBot } from '../../../server/src/contracts/ready-flows';
import { orderFits } from '../../../server/src/contracts/ready-order';
import type { EntryTypes, EntryWrites } from '../../../server/src/contracts/record-writes';
import { DAY_MS } from '../../../server/src/kernel/time';
import {
  changeKeeping,
  type EntryOrder,
  type RecordsService,
} from '../../../server/src/records/public';
import { nextSecond } from '../../support/world';
import { ARTICLE, CUSTOMER, LEAD, ORDER, recordsWorld } from '../records/records-world';
import { asking, says, type FlowsWorld, type Graph } from './flows-world';

type EntryStep = Extract<Graph['nodes'][number]['step'], { kind: 'entry' }>;

const MAPPINGS = {
  [ORDER]: {
    role: 'Order',
    fields: { phone: 'customer.phone' },
    usable: ['number', 'state', 'total'],
    writable: ['state', 'total'],
  },
  [LEAD]: {
    role: 'Lead',
    fields: { phone: 'phone' },
    usable: ['title', 'stage'],
    writable: ['title', 'stage'],
  },
  [ARTICLE]: {
    role: 'Article',
    fields: { phone: 'phone' },
    usable: ['author'],
    writable: ['author'],
  },
};

const entry = (id: string, step: Omit<EntryStep, 'kind'>, to: Record<string, string>) => ({
  ...{ id, step: { kind: 'entry' as const, ...step }, to },
});
/** Finds the order with this number. */
const byNumber = (text: string) => ({
  ...{ action: 'find' as const, type: ORDER },
  which: { by: 'field' as const, field: 'number', text },
});
/** What a text reads of the entry. */
const of = (uid: string, field: string) => `{{record.${uid}.${field}}}`;
const sends = (text: string) => ({
  ...{ action: 'change' as const, type: ORDER, values: [{ field: 'state', text }] },
});
/** Finds the newest paid order, writes that it was sent, and says so. */
const sending = (): Graph => ({
  start: 'find',
  nodes: [
    entry(
      'find',
      {
        ...{ action: 'find', type: ORDER },
        which: { by: 'newest', when: [{ field: 'state', operator: 'is', value: 'paid' }] },
      },
      { next: 'change', 'not-found': 'none' }
    ),
    entry(
      'change',
      {
        ...sends('Sent'),
        values: [...sends('Sent').values, { field: 'total', text: '{{town|99,9}}' }],
      },
      { next: 'end', 'not-found': 'none' }
    ),
    says('end', `${of(ORDER, 'number')} ${of(ORDER, 'state')}`),
    says('none', 'Yok'),
  ],
});
/** Changes the newest order, and says whether that came off. */
const changing = (text: string): Graph => ({
  start: 'change',
  nodes: [
    entry('change', sends(text), { next: 'ok', 'not-found': 'none', failed: 'bad' }),
    says('ok', 'Oldu'),
    says('none', 'Yok'),
    says('bad', 'Olmadı'),
  ],
});

/** Steps with entries of the host, in a world that the caller has. */
export const entryCases = (world: () => FlowsWorld): void => {
  let records: ReturnType<typeof recordsWorld>;
  const service = () => world().strapi.plugin('whatsapp').service('records') as RecordsService;
  beforeAll(async () => {
    records = recordsWorld(world());
    for (const [uid, mapping] of Object.entries(MAPPINGS)) {
      const body = { ...mapping, country: 'TR', createContacts: false };
      expect([uid, (await records.map(uid, body)).status]).toEqual([uid, 200]);
    }
  });

  /** Somebody who has written before. */
  const person = async () => {
    const phone = world().customer();
    world().says(phone, 'selam');
    const { contact } = await world().thread(phone);
    await world().quiet();
    await nextSecond();
    return { phone, contactId: contact.id };
  };
  const link = async (contactId: number, uid: string, documentId: string) => {
    const body = { contactId, uid, documentId };
    expect((await world().api.post('/whatsapp/records/links', body)).status).toBe(200);
  };
  const order = async (data: object, contactId?: number) => {
    const { documentId } = await records.documents(ORDER).create({ data });
    if (contactId !== undefined) await link(contactId, ORDER, documentId);
    return documentId;
  };
  const orderOf = (documentId: string) => records.documents(ORDER).findOne({ documentId });
  const writesOf = async (uid: string, documentId: string) => {
    const path = `/whatsapp/records/entry-writes?uid=${uid}&documentId=${documentId}`;
    return (await world().api.get<EntryWrites>(path)).body.writes;
  };
  const stepsOf = async (bot: BotView) =>
    (await world().run(bot)).steps.map(({ kind, ok, reason }) => [kind, ok, reason]);
  /** Asks the endpoints of bots as this administrator. */
  const postBy =
    ({ token }: { token: string }) =>
    async <T>(path: string, body: object): Promise<T> => {
      const request = world().http.post(`/whatsapp/bots${path}`);
      const answer = await request.set('Authorization', `Bearer ${token}`).send(body);
      expect([path, answer.status]).toEqual([path, 200]);
      return answer.body as T;
    };
  /** An order of a run that is none, by somebody who may do everything. */
  const byHand = async (part: Partial<EntryOrder>): Promise<EntryOrder> => ({
    ...{ key: 'test:once', action: 'create', uid: LEAD, contactId: 0, kept: null },
    ...{ ownerId: (await world().adminUser()).id, which: { by: 'kept' }, values: [] },
    ...{ zone: 'Europe/Istanbul', by: { botId: 1, botName: 'Test', version: 1 } },
    ...part,
  });

  it('[B-25] finds the newest entry that fits, changes it, and keeps what was changed', async () => {
    const { phone, contactId } = await person();
    const paid = await order({ number: 'A1', state: 'paid', total: 12.5 }, contactId);
    const sent = await order({ number: 'A2', state: 'sent' }, contactId);
    const bot = await world().flow('gönder', sending());
    world().says(phone, 'gönder');
    expect(await world().answers(phone, 1)).toEqual(['A1 sent']);
    expect(await orderOf(paid)).toMatchObject({ number: 'A1', state: 'sent', total: 99.9 });
    const { steps } = await world().run(bot);
    expect(steps.map(({ kind, ok, subject }) => [kind, ok, subject]).slice(0, 2)).toEqual([
      ['entry', true, 'Order'],
      ['entry', true, 'Order: State, Total'],
    ]);
    expect(await writesOf(ORDER, paid)).toMatchObject([
      {
        ...{ action: 'change', bot: 'Bot gönder', version: bot.version },
        contact: { id: contactId, name: 'Elif Şahin' },
        changes: [
          { label: 'State', from: 'paid', to: 'sent' },
          { label: 'Total', from: '12.5', to: '99.9' },
        ],
      },
    ]);
    expect(await writesOf(ORDER, sent)).toEqual([]);
    // None is paid any more.
    await nextSecond();
    world().says(phone, 'gönder');
    expect((await world().answers(phone, 2)).at(-1)).toBe('Yok');
  });

  it('[B-16] the ready flow of orders answers with the state of the order, and hands over where there is none', async () => {
    const { types } = (await world().api.get<EntryTypes>('/whatsapp/records/entry-types')).body;
    const [lookup] = orderFits(types);
    expect(lookup).toEqual({ type: ORDER, number: 'number', state: 'state', isLikely: true });
    const { phone, contactId } = await person();
    await order({ number: 'S-17', state: 'sent' }, contactId);
    const { draft: graph, name } = readyBot('order', 'tr', lookup);
    const bot = await world().flow('kargom', graph, { name });
    const { found, ask, thanks } = READY_WORDS.tr.order;
    const about = (text: string, number: string) => text.replace('{{order_number}}', number);
    world().says(phone, 'kargom');
    expect(await world().answers(phone, 1)).toEqual([ask]);
    await nextSecond();
    world().says(phone, 'S-17');
    expect((await world().answers(phone, 2)).at(-1)).toBe(`${about(found, 'S-17')} sent`);
    expect(await stepsOf(bot)).toEqual(
      ['question', 'entry', 'text'].map((kind) => [kind, true, null])
    );
    await nextSecond();
    world().says(phone, 'kargom');
    await world().answers(phone, 3);
    await nextSecond();
    world().says(phone, 'S-99');
    expect((await world().answers(phone, 4)).at(-1)).toBe(about(thanks, 'S-99'));
    expect(await world().run(bot)).toMatchObject({ state: 'done', reason: 'handed-over' });
  });

  it('[B-25] makes an entry of the contact with their answers, links it, and reads it in later texts', async () => {
    await world().flow('aday', {
      start: 'make',
      nodes: [
        entry(
          'make',
          {
            ...{ action: 'create', type: LEAD },
            values: [
              { field: 'title', text: '{{name}} aday' },
              { field: 'stage', text: 'WON' },
            ],
          },
          { next: 'end' }
        ),
        says('end', `${of(LEAD, 'title')}: ${of(LEAD, 'stage')}`),
      ],
    });
    const phone = await world().starts('aday');
    expect(world().phone(phone)).toEqual(['Elif Şahin aday: won']);
    const made = await records.documents(LEAD).findMany({ filters: { phone: `+${phone}` } });
    expect(made).toMatchObject([{ title: 'Elif Şahin aday', stage: 'won' }]);
    const { contact } = await world().thread(phone);
    expect(await records.linksOf(contact.id)).toMatchObject([
      { uid: LEAD, documentId: made[0]?.documentId, byHand: true },
    ]);
  });

  it('[B-25] [B-17] writes once for a visit, however often it is begun', async () => {
    const { contactId } = await person();
    const wanted = await byHand({ contactId, values: [{ field: 'title', text: 'Bir kez' }] });
    const both = await Promise.all([1, 2].map(() => service().writeEntry(wanted)));
    const again = await service().writeEntry(wanted);
    const ids = new Set([...both, again].map((done) => done?.documentId));
    const made = await records.documents(LEAD).findMany({ filters: { title: 'Bir kez' } });
    expect(made.map(({ documentId }) => documentId)).toEqual([...ids]);
    expect(await writesOf(LEAD, String([...ids][0]))).toHaveLength(1);
    expect(await service().entryWritten(wanted.key)).toMatchObject({ documentId: [...ids][0] });
    expect(await service().entryWritten('test:never')).toBeNull();
  });

  it('[B-25] locks nobody while the rules of the host run', async () => {
    const { contactId } = await person();
    const { knex } = records;
    const heard: { of: string; sql: string }[] = [];
    const hear = ({ __knexUid: of = '', sql }: { __knexUid?: string; sql: string }) =>
      void heard.push({ of, sql });
    knex.on('query', hear);
    const values = [{ field: 'title', text: 'Kilitsiz' }];
    await service().writeEntry(await byHand({ key: 'test:free', contactId, values }));
    knex.removeListener('query', hear);
    const made = heard.findIndex(({ sql }) => /^insert into .leads\b/i.test(sql));
    const own = heard.filter(({ of }, i) => i < made && of === heard[made]?.of);
    const begun = own.findLastIndex(({ sql }) => /^begin\b/i.test(sql));
    expect(own.slice(begun).some(({ sql }) => /whatsapp_record_writes/.test(sql))).toBe(true);
    expect(own.slice(begun).filter(({ sql }) => /for update/i.test(sql))).toEqual([]);
  });

  it('[B-25] leaves an entry to who linked it first', async () => {
    const free = await order({ number: 'L1' });
    const both = await Promise.all([person(), person()]);
    const ends = await Promise.allSettled(
      both.map(async ({ contactId }) =>
        service().writeEntry(
          await byHand({
            ...{ key: `test:first:${contactId}`, action: 'link', uid: ORDER },
            ...{ contactId, kept: free },
          })
        )
      )
    );
    const won = ends.findIndex(({ status }) => status === 'fulfilled');
    expect(ends.filter(({ status }) => status === 'rejected')).toMatchObject([
      { reason: { kind: 'entry-taken' } },
    ]);
    const [link] = (await records.linkRows(ORDER)).filter((row) => row.entry_document === free);
    expect(link?.contact_id).toBe(both[won]?.contactId);
    expect(await writesOf(ORDER, free)).toHaveLength(1);
  });

  it('[B-25] finds by a field what is linked with the contact or with nobody, links it, and shows nothing of others', async () => {
    await world().flow('sipariş', {
      start: 'ask',
      nodes: [
        {
          id: 'ask',
          step: {
            ...{ kind: 'question' as const, text: 'No?', saveAs: 'no' },
            ...{ answer: { kind: 'text' as const }, ...asking },
          },
          to: { answered: 'find' },
        },
        entry('find', byNumber('{{no}}'), { next: 'link', 'not-found': 'none' }),
        entry('link', { action: 'link', type: ORDER }, { next: 'end', 'not-found': 'none' }),
        says('end', `Bulundu: ${of(ORDER, 'number')}`),
        says('none', 'Yok'),
      ],
    });
    const asks = async (no: string) => {
      const phone = await world().starts('sipariş');
      world().says(phone, no);
      return { phone, answer: (await world().answers(phone, 2)).at(-1) };
    };
    const other = await person();
    const taken = await order({ number: 'B2' }, other.contactId);
    const veli = await records
      .documents(CUSTOMER)
      .create({ data: { name: 'Veli', phone: '0532 444 55 66' } });
    await order({ number: 'B3', customer: veli.documentId });
    const unnumbered = await records.documents(CUSTOMER).create({ data: { name: 'Can' } });
    await order({ number: 'B4', customer: unnumbered.documentId });
    const free = await order({ number: 'B1' });
    const first = await asks('B1');
    expect(first.answer).toBe('Bulundu: B1');
    const { contact } = await world().thread(first.phone);
    expect(await records.linksOf(contact.id)).toMatchObject([{ uid: ORDER, documentId: free }]);
    await order({ number: 'B5' });
    expect((await asks('b5')).answer).toBe('Bulundu: B5');
    for (const no of ['B1', 'B2', 'B3', 'B4']) expect((await asks(no)).answer).toBe('Yok');
    const theirs = { uid: ORDER, contactId: contact.id, kept: taken };
    await expect(
      service().writeEntry(await byHand({ ...theirs, key: 'test:link', action: 'link' }))
    ).rejects.toMatchObject({ kind: 'entry-taken' });
    const change = { action: 'change' as const, values: [{ field: 'state', text: 'sent' }] };
    await expect(
      service().writeEntry(await byHand({ ...theirs, key: 'test:change', ...change }))
    ).rejects.toMatchObject({ kind: 'entry-not-linked' });
  }, 120_000);

  it('[B-25] writes one field into the draft and what is published, and publishes nothing else', async () => {
    const { phone, contactId } = await person();
    const articles = records.documents(ARTICLE);
    const { documentId } = await articles.create({
      ...{ data: { author: 'Ali', phone: '0532 000 99 99' }, status: 'published' },
    });
    await articles.update({ documentId, data: { phone: '0532 000 88 88' } });
    await link(contactId, ARTICLE, documentId);
    await world().flow('yazar', {
      start: 'change',
      nodes: [
        entry(
          'change',
          { action: 'change', type: ARTICLE, values: [{ field: 'author', text: '{{name}}' }] },
          { next: 'end' }
        ),
        says('end', 'Tamam'),
      ],
    });
    world().says(phone, 'yazar');
    expect(await world().answers(phone, 1)).toEqual(['Tamam']);
    const [draft, published] = await Promise.all(
      ['draft', 'published'].map((status) =>
        articles.findOne({ documentId, status } as { documentId: string })
      )
    );
    expect(published).toMatchObject({ author: 'Elif Şahin', phone: '0532 000 99 99' });
    expect(draft).toMatchObject({ author: 'Elif Şahin', phone: '0532 000 88 88' });
    // Else the Content Manager would call the draft published.
    const savedAt = (row: Record<string, unknown> | null | undefined) =>
      Date.parse(String(row?.['updatedAt']));
    expect(savedAt(draft)).toBeGreaterThan(savedAt(published));
    const values = [{ field: 'author', text: 'Yeni' }];
    const made = await service().writeEntry(
      await byHand({ key: 'test:draft', uid: ARTICLE, contactId, values })
    );
    const rows = records.knex('articles').where({ document_id: made?.documentId });
    expect(await rows.select('author', 'published_at')).toEqual([
      { author: 'Yeni', published_at: null },
    ]);
  });

  it('[B-25] warns who may not read entries of what finds and links those of nobody', async () => {
    const post = postBy(await world().adminUser({ actions: ['bot.build', 'bot.observe'] }));
    const newest = { by: 'newest' as const, when: [] };
    const graph: Graph = {
      start: 'own',
      nodes: [
        entry('own', { action: 'find', type: ORDER, which: newest }, { next: 'any' }),
        entry('any', byNumber('A1'), { next: 'link' }),
        entry('link', { action: 'link', type: ORDER }, { next: 'end' }),
        says('end', 'Tamam'),
      ],
    };
    const { problems } = await post<CheckFlowResult>('/check', { graph });
    const refused = problems.filter(({ kind }) => kind === 'not-allowed');
    expect(refused.map(({ node }) => node)).toEqual(['any', 'link']);
    const bot = { name: 'Taslak', graph, triggers: [] };
    const body = { bot, message: { text: 'deneme' }, person: { name: 'Can Er' } };
    const { trial } = await post<TryResult>('/try', body);
    const left = (trial?.lines ?? []).flatMap((one) => (one.kind === 'left' ? [one.reason] : []));
    expect(left).toEqual([null, 'not-allowed']);
  });

  it('[B-25] names the fields without which no entry can be made', async () => {
    const post = postBy(await world().adminUser());
    const graph: Graph = {
      start: 'make',
      nodes: [
        entry('make', { action: 'create', type: LEAD, values: [] }, { next: 'end' }),
        says('end', 'Tamam'),
      ],
    };
    const { problems } = await post<CheckFlowResult>('/check', { graph });
    expect(problems).toEqual([
      { node: 'make', field: 'values', kind: 'field-required', names: ['Title'], level: 'stop' },
    ]);
  });

  it('[B-25] writes by the rights of who published the flow, and not when they are gone', async () => {
    const { phone, contactId } = await person();
    const documentId = await order({ number: 'D1', state: 'new' }, contactId);
    const user = await world().adminUser({
      actions: ['bot.build', 'bot.observe'],
      entries: [{ subject: ORDER, fields: ['number', 'state'] }],
    });
    const post = postBy(user);
    const graph = changing('paid');
    const { problems } = await post<CheckFlowResult>('/check', { graph });
    expect(problems).toEqual([
      { node: 'change', field: 'type', kind: 'not-allowed', level: 'warn' },
    ]);
    const bot = await post<BotView>('', {
      ...{ name: 'Haksız', active: true, steps: [], graph },
      triggers: [{ kind: 'keyword', match: 'contains', words: ['haksız'] }],
    });
    world().says(phone, 'haksız');
    expect(await world().answers(phone, 1)).toEqual(['Olmadı']);
    expect((await stepsOf(bot))[0]).toEqual(['entry', false, 'not-allowed']);
    const users = world().strapi.db.query('admin::user');
    await users.update({ where: { id: user.id }, data: { isActive: false } });
    await nextSecond();
    world().says(phone, 'haksız');
    expect((await world().answers(phone, 2)).at(-1)).toBe('Olmadı');
    expect((await stepsOf(bot))[0]).toEqual(['entry', false, 'owner-gone']);
    expect(await orderOf(documentId)).toMatchObject({ state: 'new' });
    expect(await writesOf(ORDER, documentId)).toEqual([]);
  });

  it('[B-25] writes no value that the field or the host refuses', async () => {
    const { phone, contactId } = await person();
    const documentId = await order({ number: 'E1', state: 'new' }, contactId);
    const wrong = await world().flow('yanlış', changing('{{name}}'));
    world().says(phone, 'yanlış');
    expect(await world().answers(phone, 1)).toEqual(['Olmadı']);
    expect((await stepsOf(wrong))[0]).toEqual(['entry', false, 'bad-value']);
    expect(await orderOf(documentId)).toMatchObject({ state: 'new' });
    // Messages may use it, and no more.
    const number = { action: 'change' as const, values: [{ field: 'number', text: 'E2' }] };
    await expect(
      service().writeEntry(await byHand({ key: 'test:number', uid: ORDER, contactId, ...number }))
    ).rejects.toMatchObject({ kind: 'field-not-writable' });
    const lead = await records.documents(LEAD).create({ data: { title: 'Dolu' } });
    await link(contactId, LEAD, lead.documentId);
    const empty = { action: 'change' as const, values: [{ field: 'title', text: '' }] };
    await expect(
      service().writeEntry(await byHand({ key: 'test:empty', contactId, ...empty }))
    ).rejects.toMatchObject({
      ...{ kind: 'entry-refused', details: { role: 'Lead', fields: ['Title'] } },
    });
    expect(await writesOf(LEAD, lead.documentId)).toEqual([]);
  });

  it('[B-25] asks the rules of the host once, and keeps nothing of what they say', async () => {
    let asked = 0;
    const hook = () => {
      asked += 1;
      throw new Error('the shop is closed for Elif');
    };
    const subscriber = { models: [LEAD], beforeCreate: hook } as never;
    const drop = world().strapi.db.lifecycles.subscribe(subscriber);
    const bot = await world().flow('kapalı', {
      start: 'make',
      nodes: [
        entry(
          'make',
          {
            ...{ action: 'create', type: LEAD },
            values: [{ field: 'title', text: '{{name}}' }],
          },
          { failed: 'bad' }
        ),
        says('bad', 'Olmadı'),
      ],
    });
    const phone = await world()
      .starts('kapalı')
      .finally(() => void drop());
    expect(world().phone(phone)).toEqual(['Olmadı']);
    expect(asked).toBe(1);
    const { steps } = await world().run(bot);
    expect(steps[0]).toMatchObject({ ok: false, reason: 'entry-refused', subject: 'Lead' });
    const logged = await records.knex('whatsapp_logs').where({ bot_id: bot.id });
    expect(logged.length).toBeGreaterThan(0);
    expect(JSON.stringify(logged)).not.toContain('closed');
  });

  it('[X-06] [B-25] keeps what was written as long as messages, and that it was longer', async () => {
    const { contactId } = await person();
    const values = [{ field: 'title', text: 'Cevap' }];
    const done = await service().writeEntry(await byHand({ key: 'test:kept', contactId, values }));
    const changes = async () =>
      (await writesOf(LEAD, String(done?.documentId))).map((write) => write.changes);
    const clear = (before: number) =>
      records.knex.transaction((trx) => changeKeeping.purge(trx, before));
    await clear(Date.now() - DAY_MS);
    expect(await changes()).toEqual([[{ label: 'Title', from: null, to: 'Cevap' }]]);
    const tomorrow = Date.now() + DAY_MS;
    expect(await clear(tomorrow)).toBeGreaterThan(0);
    expect(await changes()).toEqual([[]]);
    expect(await changeKeeping.count(records.knex, tomorrow)).toBe(0);
  });

  it('[B-16] [B-25] plays a trial with the entries of a contact, and writes none', async () => {
    const { contactId } = await person();
    const documentId = await order({ number: 'F1', state: 'paid' }, contactId);
    const attempt = async (more: object) => {
      const bot = { name: 'Taslak', graph: sending(), triggers: [] };
      const body = { bot, message: { text: 'deneme' }, ...more };
      const answer = await world().api.post<TryResult>('/whatsapp/bots/try', body);
      const lines = answer.body.trial?.lines ?? [];
      const bubbles = lines.flatMap((one) => (one.kind === 'bubble' ? [one.body.text] : []));
      const unsure = lines.flatMap((one) => (one.kind === 'left' ? [one.unsure] : []));
      return { bubbles, unsure: unsure[0] };
    };
    expect(await attempt({ contactId })).toEqual({ bubbles: ['F1 sent'], unsure: false });
    expect(await attempt({ person: { name: 'Can Er' } })).toEqual({
      ...{ bubbles: ['Number sent'], unsure: true },
    });
    expect(await orderOf(documentId)).toMatchObject({ state: 'paid' });
    expect(await writesOf(ORDER, documentId)).toEqual([]);
    const nothing = await person();
    expect((await attempt({ contactId: nothing.contactId })).bubbles).toEqual(['Yok']);
  });
};
