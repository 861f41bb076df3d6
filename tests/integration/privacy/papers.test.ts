import { createHash } from 'node:crypto';
import {
  automationTable,
  changeTable,
  dueTable,
  memberTable,
  onceTable,
  startTable,
} from '../../../server/src/automations/tables';
import type { ListLogsResult } from '../../../server/src/contracts/logs';
import { logsService } from '../../../server/src/logs/public';
import { messageTable } from '../../../server/src/conversations/public';
import { stableStringify } from '../../../server/src/kernel/json';
import type { Proof } from '../../../server/src/privacy/domain/proof';
import { insertRow } from '../../../server/src/strapi/db';
import { writeRow, type RowOf, type Table } from '../../../server/src/strapi/table';
import { databases } from '../../support/boot-strapi';
import { unzip } from '../../support/unzip';
import { startArena, type Arena } from '../engine/arena';
import { placesOf, plant, type Planted, unexported } from './traces';
import { rm } from 'node:fs/promises';

/** Columns with text about a contact that the export leaves out: bookkeeping of sending, and rows of a list or form. */
const NOT_EXPORTED = [
  'attempts.error_text',
  'bot_runs.heard',
  'logs.text',
  'messages.client_id',
  'operation_problems.cells',
  'opt_in_requests.name',
  'opt_in_requests.wamid',
];

describe.each(databases())('what is known of one contact, taken away, on %s', (database) => {
  let arena: Arena;
  let planted: Planted;
  let token: string;
  beforeAll(async () => {
    arena = await startArena({ database });
    planted = await plant(arena, { phone: '905551234111', token: 'Qwyzrb77' });
    token = await arena.adminToken();
  });
  afterAll(() => arena.close());

  const at = (path: string) => `/whatsapp/privacy/people/${planted.contactId}/${path}`;
  const download = async (path: string, as = token) => {
    const answer = await fetch(`${arena.url}${at(path)}`, {
      headers: { Authorization: `Bearer ${as}` },
    });
    return {
      status: answer.status,
      headers: answer.headers,
      bytes: Buffer.from(await answer.arrayBuffer()),
    };
  };
  const accesses = async () => {
    await logsService(arena.strapi).flush();
    const { body } = await arena.api.get<ListLogsResult>(
      `/whatsapp/logs?area=access&contactId=${planted.contactId}`
    );
    return body.logs;
  };

  it('[X-06] exports everything of a contact as one ZIP, readable by machines, and writes down who took it', async () => {
    const { status, headers, bytes } = await download('export?language=tr');
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toContain(`person-${planted.contactId}.zip`);
    const files = await unzip(bytes);
    const text = (name: string) => files.get(name)?.toString('utf8') ?? '';
    const json = (name: string) => JSON.parse(text(name)) as Record<string, unknown>;
    expect(text('README.txt')).toContain('tüm verileri');
    expect(json('person.json')).toMatchObject({
      person: { name: planted.name, waId: '905551234111', email: 'qwyzrb77@example.com' },
      former: [expect.objectContaining({ name: 'Double Qwyzrb77' })],
    });
    expect(text('person.json')).toContain('Own Qwyzrb77');
    const { rows } = json('consent.json') as unknown as Proof;
    expect(rows.filter(({ evidence }) => evidence === 'Said so: Qwyzrb77')).toHaveLength(3);
    const messages = text('messages.ndjson')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { text: string | null; direction: string });
    expect(messages.map((one) => one.text)).toEqual(
      expect.arrayContaining(['Hello from Qwyzrb77', 'Dear Qwyzrb77'])
    );
    expect(json('campaigns.json')).toEqual([
      expect.objectContaining({ campaign: 'Engine', state: 'accepted' }),
    ]);
    expect(json('clicks.json')).toEqual([
      expect.objectContaining({ target: 'https://shop.example/autumn', times: 2 }),
    ]);
    expect(json('conversions.json')).toEqual([
      expect.objectContaining({ event: 'order', value: 99.95, externalId: 'Order Qwyzrb77' }),
    ]);
    expect(json('bots.json')).toEqual([
      expect.objectContaining({
        ...{ bot: 'Recommendations', answers: { friend: 'My friend Qwyzrb77' } },
        steps: [
          { kind: 'question', ok: true, subject: null },
          { kind: 'note', ok: true, subject: 'Recommended by My friend Qwyzrb77' },
        ],
      }),
    ]);
    expect(json('tasks.json')).toEqual([expect.objectContaining({ title: 'Call Qwyzrb77' })]);
    expect(json('tester.json')).toEqual([
      expect.objectContaining({ name: 'Tester Qwyzrb77', confirmedAt: null }),
    ]);
    expect(text('timeline.json')).toContain('Call Qwyzrb77');
    const exported = [...files]
      .filter(([name]) => !name.startsWith('media/'))
      .map(([, content]) => content.toString('utf8'))
      .join('\n');
    const isExported = (one: string) => exported.includes(JSON.stringify(one).slice(1, -1));
    expect(await unexported(arena, 'Qwyzrb77', isExported)).toEqual(NOT_EXPORTED);
    const media = [...files.keys()].filter((name) => name.startsWith('media/'));
    expect(media.some((name) => name.endsWith('-Qwyzrb77.pdf'))).toBe(true);
    expect(media.some((name) => name.endsWith('-invoice-Qwyzrb77.pdf'))).toBe(true);
    const sent = media.find((name) => name.endsWith('-Qwyzrb77.pdf')) ?? '';
    expect(files.get(sent)?.includes('Qwyzrb77')).toBe(true);
    const [line] = await accesses();
    expect(line).toMatchObject({ event: 'person-exported', contact: { id: planted.contactId } });
    expect(line?.details).toMatchObject({ by: expect.any(String) as string });
  });

  it('[X-06] holds what automations did and will do for the contact, and changes of their entries alone', async () => {
    const { contactId } = planted;
    const write = <T extends Table>(table: T, row: Partial<RowOf<T>>) =>
      insertRow(arena.knex, table.table, writeRow(table, row));
    const at = Date.UTC(2030, 0, 1);
    const uid = 'api::gone.gone';
    const name = 'Doğum günü';
    const automationId = await write(automationTable, {
      ...{ name, uid, botId: 1, addedAt: 1, changedAt: 1 },
    });
    const own = { automationId, contactId };
    const skipped = { result: 'skipped', reason: 'conditions' } as const;
    const basis = '1990-05-04';
    await write(startTable, { ...own, ...skipped, uid, startKey: 'papers', basis, at });
    await write(dueTable, { ...own, entryDocument: 'card', basis, dueAt: at, dueKey: 'papers' });
    await write(onceTable, { ...own, keyHash: 'papers', at });
    await write(memberTable, own);
    await write(changeTable, {
      ...{ uid, entryDocument: 'others', version: 'published', kind: 'created', state: 'done' },
      ...{ contactId: contactId + 1_000, at },
    });
    const files = await unzip((await download('export')).bytes);
    const json = (file: string) => JSON.parse(files.get(file)?.toString() ?? 'null') as unknown;
    const iso = new Date(at).toISOString();
    const start = { automation: name, type: uid, entry: null, basis, ...skipped, at: iso };
    expect(json('automations.json')).toEqual({
      starts: expect.arrayContaining([start]) as unknown,
      ahead: [{ automation: name, type: uid, entry: 'card', basis, at: iso }],
      once: [{ automation: name, at: iso }],
      segmentOf: [name],
    });
    const values = { name: 'Qwyzrb77' };
    const deleted = `deleted${contactId}`;
    expect(json('changes.json')).toEqual([
      expect.objectContaining({ entry: `entry${contactId}`, change: 'created', after: values }),
      expect.objectContaining({ entry: deleted, change: 'updated', before: values, after: values }),
      expect.objectContaining({ entry: deleted, change: 'deleted', before: values, after: null }),
    ]);
  });

  it('[X-06] says which files are not held any more, instead of failing', async () => {
    const [file = ''] = await placesOf(arena);
    await rm(file);
    const files = await unzip((await download('export')).bytes);
    expect(files.get('README.txt')?.toString()).toContain('All data about one person');
    const missing = JSON.parse(files.get('missing-files.json')?.toString() ?? '[]') as object[];
    expect(missing).toHaveLength(1);
  });

  it('[X-06] streams a long life in bounded memory', async () => {
    const { knex } = arena;
    const [like] = (await knex(messageTable.table)
      .where({ contact_id: planted.contactId, direction: 'in' })
      .limit(1)) as Record<string, unknown>[];
    const { id: _id, wamid: _wamid, wamid_key: _key, ...row } = like ?? {};
    const MANY = 20_000;
    const body = typeof row.body === 'string' ? row.body : JSON.stringify(row.body);
    const payload = JSON.stringify({ filler: 'x'.repeat(1_000) });
    for (let made = 0; made < MANY; made += 500)
      await knex(messageTable.table).insert(
        Array.from({ length: 500 }, () => ({ ...row, body, payload, text: 'again' }))
      );
    global.gc?.();
    const before = process.memoryUsage().rss;
    const answer = await fetch(`${arena.url}${at('export')}`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    let size = 0;
    let most = 0;
    for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      most = Math.max(most, process.memoryUsage().rss);
    }
    expect(size).toBeGreaterThan(100_000);
    // 20,000 messages are over 25 MB as text.
    expect(most - before).toBeLessThan(300 * 1024 * 1024);
    await knex(messageTable.table).where({ text: 'again' }).delete();
  });

  it('[O-20] proves the consents of a contact with a hash that anybody can compute again', async () => {
    const proof = JSON.parse((await download('proof')).bytes.toString()) as Proof;
    expect(proof.rows.length).toBeGreaterThanOrEqual(3);
    expect(proof.rows[0]).toMatchObject({
      source: 'Phone call with Qwyzrb77',
      evidence: 'Said so: Qwyzrb77',
      actor: expect.any(String) as string,
    });
    const again = createHash('sha256')
      .update(proof.rows.map((row) => stableStringify(row)).join('\n'))
      .digest('hex');
    expect(proof.sha256).toBe(again);
    const page = await download('proof?format=html&language=tr');
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.bytes.toString()).toContain('İzin kanıtı');
    expect(page.bytes.toString()).toContain(proof.sha256);
    expect((await accesses())[0]).toMatchObject({ event: 'consent-proved' });
  });

  it('[X-09] writes down who opened a contact, once in a while for each user and contact', async () => {
    const opened = async () =>
      (await accesses()).filter(({ event }) => event === 'person-opened').map(({ times }) => times);
    const path = `/whatsapp/contacts/${planted.contactId}`;
    for (let i = 0; i < 3; i += 1) await arena.api.get(path);
    expect(await opened()).toEqual([1]);
    await arena.http.get(path).set('Authorization', `Bearer ${token}`);
    expect(await opened()).toEqual([1, 1]);
    // Reading what somebody wrote is opening them too, however they are found.
    const reader = await arena.adminToken({
      actions: ['plugin::whatsapp.chat.read', 'plugin::whatsapp.chat.read-all'],
    });
    const { id } = (await arena
      .knex('whatsapp_conversations')
      .where({ contact_id: planted.contactId })
      .first('id')) as { id: number };
    const thread = `/whatsapp/conversations/${id}`;
    for (const part of ['messages', 'about', 'messages']) {
      const seen = await arena.http
        .get(`${thread}/${part}`)
        .set('Authorization', `Bearer ${reader}`);
      expect(seen.status).toBe(200);
    }
    expect(await opened()).toEqual([1, 1, 1]);
  });

  it('[X-05] refuses anyone who has no right to it', async () => {
    const agent = await arena.adminToken({ actions: ['plugin::whatsapp.contact.browse'] });
    for (const path of ['export', 'proof']) expect((await download(path, agent)).status).toBe(403);
    const erase = await arena.http
      .post(at('erase'))
      .set('Authorization', `Bearer ${agent}`)
      .send({ typed: planted.name });
    expect(erase.status).toBe(403);
  });
});
