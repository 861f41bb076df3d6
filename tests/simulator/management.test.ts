import { startStage, until, type Answer, type Json, type Stage } from './receiver';

let stage: Stage;
let waba: string;
beforeEach(async () => {
  stage = await startStage({ config: { templates: { reviewMs: 0 } } });
  waba = stage.sim.account.wabaId;
});
afterEach(() => stage.close());

const data = (answer: Answer): Json[] => answer.body['data'] as Json[];
const create = (over: Json = {}): Promise<Answer> =>
  stage.call('POST', `${waba}/message_templates`, {
    name: 'shipped',
    language: 'en_US',
    category: 'UTILITY',
    components: [
      { type: 'body', text: 'Your parcel {{1}} is on its way.', example: { body_text: [['#1']] } },
    ],
    ...over,
  });
const subcode = (answer: Answer): unknown => (answer.body['error'] as Json)['error_subcode'];

describe('templates', () => {
  it('are pending, then approved by webhook with a numeric id and a dashed language', async () => {
    const created = await create();
    expect(created.body).toMatchObject({ status: 'PENDING', category: 'UTILITY' });
    await until(() => stage.receiver.changes('message_template_status_update').length === 1);
    expect(stage.receiver.changes('message_template_status_update')[0]?.value).toMatchObject({
      event: 'APPROVED',
      message_template_id: Number(created.body['id']),
      message_template_language: 'en-US',
    });
    const read = await stage.call(
      'GET',
      `${String(created.body['id'])}?fields=status,components,quality_score`
    );
    expect(read.body).toMatchObject({
      status: 'APPROVED',
      components: [{ type: 'BODY' }],
      quality_score: { score: 'UNKNOWN' },
    });
  });

  it('are listed page by page until paging.next is absent', async () => {
    const names: string[] = [];
    let after = '';
    for (let page = 0; page < 10; page += 1) {
      const answer = await stage.call(
        'GET',
        `${waba}/message_templates?limit=4&fields=name${after}`
      );
      names.push(...data(answer).map((template) => String(template['name'])));
      const paging = answer.body['paging'] as { cursors: { after: string }; next?: string };
      if (!paging.next) break;
      after = `&after=${paging.cursors.after}`;
    }
    expect(names).toHaveLength(6);
    expect(stage.code(await stage.call('GET', `${waba}/message_templates?after=broken`))).toBe(
      131059
    );
  });

  it('are filtered by name, status and language', async () => {
    const list = async (query: string): Promise<number> =>
      data(await stage.call('GET', `${waba}/message_templates?${query}`)).length;
    expect([
      await list('name=order_ready'),
      await list('status=PENDING'),
      await list('name=order_ready&language=tr'),
      await list('name=none'),
    ]).toEqual([2, 1, 1, 0]);
  });

  it('cannot be created twice, and not again within 30 days after deletion', async () => {
    await create();
    expect(subcode(await create())).toBe(2388024);
    await until(() => stage.receiver.changes('message_template_status_update').length === 1);
    expect((await stage.call('DELETE', `${waba}/message_templates?name=shipped`)).body).toEqual({
      success: true,
    });
    expect(subcode(await create())).toBe(2388023);
    stage.sim.control.advance(30 * 24 * 3600_000 + 1);
    expect((await create()).status).toBe(200);
  });

  it('are deleted in bulk by their ids: all of them, or none', async () => {
    const ids: string[] = [];
    for (const name of ['shipped', 'packed', 'billed'])
      ids.push(String((await create({ name })).body['id']));
    const remove = (list: readonly string[]): Promise<Answer> =>
      stage.call(
        'DELETE',
        `${waba}/message_templates?hsm_ids=${encodeURIComponent(JSON.stringify(list))}`
      );
    const [first = '', second = '', third = ''] = ids;
    expect(subcode(await remove([first, '999']))).toBe(2593002);
    expect(stage.code(await remove([]))).toBe(100);
    expect(stage.code(await remove(Array.from({ length: 101 }, () => first)))).toBe(100);
    expect((await stage.call('GET', first)).status).toBe(200);
    expect((await remove([first, second])).body).toEqual({ success: true });
    expect(subcode(await stage.call('GET', first))).toBe(33);
    expect(subcode(await stage.call('GET', second))).toBe(33);
    expect((await stage.call('GET', third)).status).toBe(200);
  });

  it('once approved can be edited once in 24 hours', async () => {
    const id = String((await create()).body['id']);
    const edit = (text: string) => stage.call('POST', id, { components: [{ type: 'BODY', text }] });
    await until(() => stage.receiver.changes('message_template_status_update').length === 1);
    expect((await edit('Your parcel has left us today.')).body).toEqual({ success: true });
    await until(() => stage.receiver.changes('message_template_status_update').length === 2);
    expect(stage.code(await edit('Your parcel has left us now.'))).toBe(100);
    stage.sim.control.advance(24 * 3600_000 + 1);
    expect((await edit('Your parcel has left us now.')).status).toBe(200);
  });
});

describe('numbers', () => {
  it('are listed and read with the fields asked for', async () => {
    const list = await stage.call(
      'GET',
      `${waba}/phone_numbers?fields=verified_name,quality_rating`
    );
    expect(data(list)[0]).toEqual({
      id: stage.pnid,
      verified_name: 'Defne Ev',
      quality_rating: 'GREEN',
    });
    const one = await stage.call(
      'GET',
      `${stage.pnid}?fields=whatsapp_business_manager_messaging_limit,throughput{level}`
    );
    expect(one.body).toEqual({
      id: stage.pnid,
      whatsapp_business_manager_messaging_limit: 'TIER_2K',
      throughput: { level: 'STANDARD' },
    });
  });
  it('are filtered by what Meta can filter them by', async () => {
    const [first = '', ...others] = stage.sim.account.phoneNumberIds;
    stage.sim.control.numbers.update(first, { allowedRecipients: [] });
    const list = (filters: unknown): Promise<Answer> =>
      stage.call(
        'GET',
        `${waba}/phone_numbers?fields=account_mode&filtering=${encodeURIComponent(
          typeof filters === 'string' ? filters : JSON.stringify(filters)
        )}`
      );
    const ids = async (...filters: Json[]): Promise<unknown[]> =>
      data(await list(filters)).map(({ id }) => id);
    const mode = (operator: string, value: unknown): Json => ({
      field: 'account_mode',
      operator,
      value,
    });
    const official = { field: 'is_official_business_account', operator: 'EQUAL' };
    expect(data(await list([mode('EQUAL', 'SANDBOX')]))).toEqual([
      { id: first, account_mode: 'SANDBOX' },
    ]);
    expect(await ids(mode('EQUAL', 'LIVE'))).toEqual(others);
    expect(await ids(mode('NOT_IN', ['LIVE']))).toEqual([first]);
    expect(await ids(mode('IN', ['LIVE', 'SANDBOX']), { ...official, value: true })).toEqual([]);
    expect(await ids(mode('NOT_EQUAL', 'LIVE'), { ...official, value: 'false' })).toEqual([first]);
    for (const wrong of [
      'account_mode',
      '{"field":"account_mode"}',
      [mode('EQUAL', ['LIVE'])],
      [mode('IN', 'LIVE')],
      [mode('LIKE', 'LIVE')],
      [{ ...mode('EQUAL', 'x'), field: 'status' }],
    ])
      expect([wrong, stage.code(await list(wrong))]).toEqual([wrong, 100]);
  });
  it('keep their business profile within its limits', async () => {
    const path = `${stage.pnid}/whatsapp_business_profile`;
    const edit = (over: Json) =>
      stage.call('POST', path, { messaging_product: 'whatsapp', ...over });
    expect(
      (await edit({ about: 'Fresh coffee', websites: ['https://kahve.example'] })).body
    ).toEqual({ success: true });
    expect(stage.code(await edit({ about: 'x'.repeat(140) }))).toBe(100);
    expect(data(await stage.call('GET', `${path}?fields=about,websites`))[0]).toMatchObject({
      about: 'Fresh coffee',
    });
  });
  it('answer 80007 when the calls of the hour are used up', async () => {
    stage.sim.control.configure({ managementLimit: { perHour: 2 } });
    const codes = [];
    for (let i = 0; i < 3; i += 1) codes.push(stage.code(await stage.call('GET', stage.pnid)));
    expect(codes).toEqual([undefined, undefined, 80007]);
  });
});

describe('media', () => {
  const PNG = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64'
  );
  const upload = async (bytes: Buffer, type: string): Promise<Answer> => {
    const form = new FormData();
    form.set('messaging_product', 'whatsapp');
    form.set('type', type);
    form.set('file', new Blob([new Uint8Array(bytes)], { type }), 'a.png');
    const response = await fetch(`${stage.sim.url}/v25.0/${stage.pnid}/media`, {
      method: 'POST',
      headers: { authorization: `Bearer ${stage.sim.account.token}` },
      body: form,
    });
    return { status: response.status, body: (await response.json()) as Json };
  };
  const download = (url: unknown, token = stage.sim.account.token) =>
    fetch(String(url), { headers: { authorization: `Bearer ${token}` } });

  it('come back byte for byte through an address that dies after five minutes', async () => {
    const id = String((await upload(PNG, 'image/png')).body['id']);
    const node = (await stage.call('GET', id)).body;
    const bytes = Buffer.from(await (await download(node['url'])).arrayBuffer());
    expect(bytes.equals(PNG)).toBe(true);
    expect((await download(node['url'], 'wrong')).status).toBe(401);
    stage.sim.control.advance(5 * 60_000 + 1);
    expect((await download(node['url'])).status).toBe(404);
    stage.sim.control.advance(30 * 24 * 3600_000);
    expect(subcode(await stage.call('GET', id))).toBe(33);
  });
  it('are gone after deletion', async () => {
    const id = String((await upload(PNG, 'image/png')).body['id']);
    expect((await stage.call('DELETE', id)).body).toEqual({ success: true });
    expect(subcode(await stage.call('GET', id))).toBe(33);
  });
  it('of a type that WhatsApp does not take are refused', async () => {
    expect(stage.code(await upload(PNG, 'image/tiff'))).toBe(100);
  });
  it('whose content is not their type fail when sent, with 131053', async () => {
    stage.sim.control.act.text('905321110001', 'hi');
    const id = String((await upload(Buffer.from('no image'), 'image/png')).body['id']);
    await stage.send({ to: '+905321110001', type: 'image', image: { id } });
    await until(() => stage.receiver.statuses().some((status) => status['status'] === 'failed'));
    expect(stage.receiver.statuses()[0]).toMatchObject({ errors: [{ code: 131053 }] });
  });
  it('sent by a customer can be downloaded with the id of the webhook', async () => {
    stage.sim.control.act.media('905321110001', {
      bytes: PNG,
      mimeType: 'image/png',
      caption: 'see',
    });
    await until(() => stage.receiver.messages().length === 1);
    const image = stage.receiver.messages()[0]?.['image'] as Json;
    expect(image).toMatchObject({ caption: 'see', mime_type: 'image/png' });
    expect(Buffer.from(await (await download(image['url'])).arrayBuffer()).equals(PNG)).toBe(true);
  });
  it('make a handle by resumable upload, also after an interruption', async () => {
    const opened = await stage.call(
      'POST',
      `${stage.sim.account.appId}/uploads?file_length=${PNG.length}&file_type=image/png&file_name=a.png`
    );
    const put = async (offset: number, bytes: Buffer): Promise<Json> => {
      const response = await fetch(`${stage.sim.url}/v25.0/${String(opened.body['id'])}`, {
        method: 'POST',
        headers: { authorization: `OAuth ${stage.sim.account.token}`, file_offset: String(offset) },
        body: new Uint8Array(bytes),
      });
      return (await response.json()) as Json;
    };
    await put(0, PNG.subarray(0, 20));
    const state = await stage.call('GET', String(opened.body['id']));
    expect(state.body).toMatchObject({ file_offset: 20 });
    expect((await put(20, PNG.subarray(20)))['h']).toMatch(/^4::/);
  });
});
