import type {
  OptInFormView,
  OptInSourcesResult,
  OptInVersionsResult,
} from '../../../server/src/contracts/opt-in';
import { formWords } from '../../../server/src/opt-in/domain/words';
import { optInService } from '../../../server/src/opt-in/public';
import { databases } from '../../support/boot-strapi';
import { eventually } from '../../support/world';
import { startArena, type Arena } from '../engine/arena';
import { optInWorld, type Done } from './opt-in-world';

describe.each(databases())('opt-in forms on %s', (database) => {
  let arena: Arena;
  let world: ReturnType<typeof optInWorld>;

  beforeAll(async () => {
    arena = await startArena({ database });
    world = optInWorld(arena);
  });
  afterAll(() => arena.close());

  it('[O-08] [O-04] a filled-in form counts when its message comes: wording, version, source and evidence are kept, and the gate opens', async () => {
    const groupId = await world.groupOf(`Joined on ${database}`);
    const form = await world.makeForm({ groupIds: [groupId], tags: ['web'] });
    const phone = world.stranger();
    const done = await world.filled(form, phone, {
      name: 'Gül',
      page: 'https://shop.example/x?mail=a#b',
    });
    expect(decodeURIComponent(new URL(done.link).searchParams.get('text') ?? '')).toBe(
      done.message
    );
    expect(await world.personOf(phone)).toBeUndefined();
    await world.says(phone, done.message);
    const person = await world.personOf(phone);
    expect(person?.contact).toMatchObject({
      consent: { marketing: 'in', utility: 'none' },
      tags: ['web'],
      language: 'en',
    });
    expect(person?.groups).toEqual([{ id: groupId, name: `Joined on ${database}` }]);
    const [row, ...more] = await world.ledgerOf(phone);
    expect(more).toEqual([]);
    expect(row).toMatchObject({ action: 'opt-in', source: `form:${form.slug}` });
    expect(row?.wording).toContain(form.texts.en?.agree);
    expect(row?.wording).toContain(form.texts.en?.notice);
    expect(row?.wamid).toMatch(/^wamid\./);
    expect(row?.evidence).toContain(`form ${form.slug}, version 1 (en)`);
    expect(row?.evidence).toContain('https://shop.example/x');
    expect(row?.evidence).not.toContain('mail=a');
    const campaign = await arena.start(1, { groupId, category: 'MARKETING' });
    expect((await arena.ended(campaign)).counts).toMatchObject({ sent: 1 });
  });

  it('the opt-in is confirmed once on WhatsApp with the form’s own words, and no bot answers the code', async () => {
    const bot = await arena.api.post<{ id: number }>('/whatsapp/bots', {
      name: `Answers all on ${database}`,
      active: true,
      triggers: [{ kind: 'keyword', match: 'contains', words: ['agree'] }],
      steps: [{ kind: 'text', text: 'I am the bot' }],
    });
    expect(bot.status).toBe(200);
    const texts = await world.suggested();
    const form = await world.makeForm({
      texts: { ...texts, en: { ...texts.en, thanks: 'Welcome to the club!' } },
    });
    const phone = world.stranger();
    const { message } = await world.filled(form, phone);
    await world.says(phone, message);
    await eventually('the thanks', () => Promise.resolve(world.got(phone).length === 1));
    await world.says(phone, message);
    await world.quiet();
    await eventually('no bot runs', async () => {
      const runs = await arena.knex('whatsapp_bot_runs').where({ state: 'due' });
      return runs.length === 0;
    });
    expect(world.got(phone)).toEqual([expect.stringContaining('Welcome to the club!')]);
    expect(await world.ledgerOf(phone)).toHaveLength(1);
    // The bot is awake: a message without a code gets its answer.
    await world.says(phone, 'I agree, but with what?');
    await eventually('the bot', () => Promise.resolve(world.got(phone).length === 2));
    expect(world.got(phone)[1]).toContain('I am the bot');
    await arena.api.del(`/whatsapp/bots/${bot.body.id}`);
  });

  it('[O-04] anyone who sends the code agrees for themselves; the number that was typed is evidence only', async () => {
    const form = await world.makeForm();
    const [typed, sender] = [world.stranger(), world.stranger()];
    const { message } = await world.filled(form, typed);
    await world.says(sender, message);
    expect(await world.personOf(typed)).toBeUndefined();
    expect((await world.personOf(sender))?.contact.consent.marketing).toBe('in');
    expect((await world.ledgerOf(sender))[0]?.evidence).toContain(
      `typed +${typed}, which is not the sender`
    );
  });

  it('a code works once, for a day, with its own words only', async () => {
    const form = await world.makeForm();
    const [first, second, late, other] = [
      world.stranger(),
      world.stranger(),
      world.stranger(),
      world.stranger(),
    ];
    const used = await world.filled(form, first);
    await world.says(first, used.message);
    await world.says(second, used.message);
    expect((await world.personOf(second))?.contact.consent.marketing).toBe('none');

    const over = await world.filled(form, late);
    await world
      .requestsOf(form)
      .whereNull('used_at')
      .update({ expires_at: Date.now() - 60_000 });
    await world.says(late, over.message);
    expect((await world.personOf(late))?.contact.consent.marketing).toBe('none');

    const refused = await world.filled(form, other);
    const code = /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(refused.message)?.[0] ?? '';
    await world.says(other, `Please never write to me! ${code}`);
    await world.says(other, refused.message.replace(code, 'ZZZZ-ZZZZ'));
    expect((await world.personOf(other))?.contact.consent.marketing).toBe('none');
    // The refusal did not use it up.
    await world.says(other, refused.message);
    expect((await world.personOf(other))?.contact.consent.marketing).toBe('in');
  });

  it('[O-24] who opted out and comes through a form is in again: it is their own new act', async () => {
    const form = await world.makeForm();
    const phone = world.stranger();
    await world.says(phone, 'STOP');
    expect((await world.personOf(phone))?.contact.consent).toEqual({
      marketing: 'out',
      utility: 'out',
    });
    await arena.knex('whatsapp_consent_events').update({ at: Date.now() - 60_000 });
    const { message } = await world.filled(form, phone);
    expect((await world.personOf(phone))?.contact.consent.marketing).toBe('out');
    await world.says(phone, message);
    expect((await world.personOf(phone))?.contact.consent).toEqual({
      marketing: 'in',
      utility: 'out',
    });
  });

  it('nobody learns who is known: the same answer for a customer, for one who left, and for a stranger', async () => {
    const form = await world.makeForm();
    const known = world.stranger();
    await world.says(known, 'STOP');
    const answers = [];
    for (const phone of [known, world.stranger()]) {
      const page = await arena.http
        .post(`${world.pathOf(form)}?lang=tr`)
        .type('form')
        .send({ number: `+${phone}`, agree: 'on' });
      expect(page.status).toBe(200);
      expect(page.text.length).toBeLessThan(40_000);
      answers.push(
        page.text
          .replace(/nonce="\w+"/, '')
          .replaceAll(/[A-Z0-9]{4}-[A-Z0-9]{4}/g, 'CODE')
          .replace(/<svg[\s\S]*<\/svg>/, '')
      );
    }
    expect(answers[0]).toBe(answers[1]);
    const wrong = await arena.http.get('/api/whatsapp/opt-in/no-such-form');
    const off = await world.makeForm({ active: false });
    const closed = await arena.http.get(world.pathOf(off));
    expect([wrong.status, closed.status]).toEqual([404, 404]);
    const neutral = (text: string) => text.replace(/nonce="\w+"/, '');
    expect(neutral(wrong.text)).toBe(neutral(closed.text));
  });

  it('[O-08] the hosted page loads nothing, is never ticked, and says beside the field what is wrong', async () => {
    const form = await world.makeForm();
    const page = await arena.http.get(world.pathOf(form)).set('Accept-Language', 'tr');
    expect(page.status).toBe(200);
    expect(page.text).toContain('<html lang="tr">');
    expect(page.text).not.toMatch(/checked|<script|src=/);
    expect(page.text.length).toBeLessThan(40_000);
    expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(page.headers['set-cookie']).toBeUndefined();
    const wrong = await arena.http
      .post(`${world.pathOf(form)}?lang=en`)
      .type('form')
      .send({ number: '12', country: 'TR', name: '"><b>' });
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain('id="number-error"');
    expect(wrong.text).toContain('id="agree-error"');
    expect(wrong.text).toContain('&quot;&gt;&lt;b&gt;');
    expect(wrong.text).not.toMatch(/ checked/);
    const unticked = await world.fill(form, { number: `+${world.stranger()}` });
    expect(unticked.status).toBe(400);
    expect(Object.keys((unticked.body as { errors: object }).errors)).toEqual(['agree']);
    const both = `+${world.stranger()} / +${world.stranger()}`;
    const two = await world.fill(form, { number: both, agree: 'on' });
    expect(two.status).toBe(400);
    expect(two.body).toEqual({ errors: { number: 'Type one phone number only.' } });
  });

  it('[O-07] sites of the form may use it, others are refused; the script may be loaded by any', async () => {
    const form = await world.makeForm({ sites: ['https://shop.example'] });
    const ask = (origin: string) =>
      arena.http.get(world.pathOf(form)).set('Accept', 'application/json').set('Origin', origin);
    const allowed = await ask('https://shop.example');
    expect(allowed.status).toBe(200);
    expect(allowed.headers['access-control-allow-origin']).toBe('https://shop.example');
    expect(allowed.headers['access-control-allow-credentials']).toBeUndefined();
    for (const origin of ['https://other.example', 'https://shop.example.evil.example']) {
      const refused = await ask(origin);
      expect(refused.status).toBe(403);
      expect(refused.headers['access-control-allow-origin']).toBeUndefined();
      const posted = await world
        .fill(form, { number: `+${world.stranger()}`, agree: 'on' })
        .set('Origin', origin);
      expect(posted.status).toBe(403);
    }
    const phone = world.stranger();
    const sent = await world
      .fill(form, { number: `+${phone}`, agree: 'on' })
      .set('Origin', 'https://shop.example');
    await world.says(phone, (sent.body as Done).message);
    expect((await world.ledgerOf(phone))[0]?.evidence).toContain('widget');
    const script = await arena.http.get('/api/whatsapp/opt-in/widget.js');
    expect(script.status).toBe(200);
    expect(script.headers['cross-origin-resource-policy']).toBe('cross-origin');
  });

  it('[O-07] a form takes nothing as long as its number is not known', async () => {
    const form = await world.makeForm();
    const asked = () => world.fill(form, { number: `+${world.stranger()}`, agree: 'on' });
    const accounts = arena.knex('whatsapp_accounts').where({ id: arena.accountId });
    const { display_phone_number: phone } = (await accounts.clone().first()) as {
      display_phone_number: string;
    };
    await accounts.clone().update({ display_phone_number: null });
    try {
      const { status, body } = await asked();
      expect([status, body]).toEqual([404, { error: formWords.en.gone }]);
    } finally {
      await accounts.clone().update({ display_phone_number: phone });
    }
    expect((await asked()).status).toBe(200);
  });

  it('[O-14] an app asks and sends JSON, and gets the link to open', async () => {
    const form = await world.makeForm({ category: 'utility', place: 'in-app' });
    const shown = await arena.http
      .get(`${world.pathOf(form)}?lang=tr`)
      .set('Accept', 'application/json');
    const { version } = shown.body as { version: number };
    expect(shown.body).toMatchObject({ form: { agree: form.texts.tr?.agree } });
    const phone = world.stranger();
    const sent = await arena.http
      .post(`${world.pathOf(form)}?lang=tr`)
      .set('Accept', 'application/json')
      .send({ number: `0${phone.slice(2)}`, country: 'TR', agree: true, version });
    expect(sent.status).toBe(200);
    await world.says(phone, (sent.body as Done).message);
    expect((await world.personOf(phone))?.contact).toMatchObject({
      consent: { marketing: 'none', utility: 'in' },
      language: 'tr',
    });
  });

  it('[O-11] [O-12] the link and the QR code of a form are an opt-in with the wording that was sent, counted by place', async () => {
    const till = await world.makeForm({ place: 'till' });
    const print = await world.makeForm({ place: 'print' });
    const textOf = (link: string | null) => new URL(link ?? '').searchParams.get('text') ?? '';
    const [a, b, c] = [world.stranger(), world.stranger(), world.stranger()];
    await world.says(a, textOf(till.links.tr));
    await world.says(b, textOf(till.links.en));
    await world.says(b, textOf(till.links.en));
    await world.says(c, textOf(print.links.en));
    expect((await world.ledgerOf(a))[0]).toMatchObject({
      source: `form:${till.slug}`,
      wording: expect.stringContaining(till.texts.tr?.agree ?? '') as unknown,
    });
    expect(await world.ledgerOf(b)).toHaveLength(1);
    // What was printed before a change is what its reader agreed to.
    const texts = await world.suggested('marketing');
    const en = { ...texts.en, agree: `${texts.en.agree} Once a week.` };
    const changed = await arena.api.put<OptInFormView>(
      `/whatsapp/opt-in-forms/${till.id}`,
      await world.bodyOf({ slug: till.slug, place: 'till', texts: { ...texts, en } })
    );
    expect(changed.body).toMatchObject({ version: 2, code: till.code, slug: till.slug });
    const d = world.stranger();
    await world.says(d, textOf(till.links.en));
    expect((await world.ledgerOf(d))[0]?.evidence).toContain('version 1 (en)');
    const { body: sources } = await arena.api.get<OptInSourcesResult>('/whatsapp/opt-in-sources');
    const people = (slug: string) =>
      sources.sources.find(({ source }) => source === `form:${slug}`)?.people;
    expect([people(till.slug), people(print.slug)]).toEqual([3, 1]);

    const svg = await arena.api.get(`/whatsapp/opt-in-forms/${till.id}/qr?language=tr`);
    expect(svg.status).toBe(200);
    const token = await arena.adminToken();
    const png = await arena.http
      .get(`/whatsapp/opt-in-forms/${till.id}/qr?format=png&language=en`)
      .set('Authorization', `Bearer ${token}`)
      .buffer(true);
    expect(png.headers['content-type']).toBe('image/png');
    expect((png.body as Buffer).subarray(1, 4).toString()).toBe('PNG');
  });

  it('[O-16] opt-ins are counted by source, forms beside all others, each contact once', async () => {
    const form = await world.makeForm();
    const phone = world.stranger();
    await world.says(phone, (await world.filled(form, phone)).message);
    await world.says(phone, 'STOP');
    await arena.knex('whatsapp_consent_events').update({ at: Date.now() - 60_000 });
    await world.says(phone, 'START');
    await world.says(phone, (await world.filled(form, phone)).message);
    const { body } = await arena.api.get<OptInSourcesResult>('/whatsapp/opt-in-sources');
    expect(body.sources).toContainEqual(
      expect.objectContaining({ formId: form.id, formName: form.name, people: 1 })
    );
    expect(body.sources.find(({ source }) => source === 'keyword')?.people).toBeGreaterThan(0);
    const { body: view } = await arena.api.get<OptInFormView>(`/whatsapp/opt-in-forms/${form.id}`);
    expect(view.counts).toEqual({ started: 2, confirmed: 2 });
  });

  it('[O-02] [O-03] is not published without WhatsApp and the business in the sentence; the field and the remedy are named', async () => {
    const texts = await world.suggested();
    const publish = async (agree: string) =>
      arena.api.post<{ error: { details: Record<string, string> } }>(
        '/whatsapp/opt-in-forms',
        await world.bodyOf({ texts: { ...texts, tr: { ...texts.tr, agree } } })
      );
    const { body: business } = await arena.api.post<{ business: string }>(
      '/whatsapp/opt-in-forms/check',
      { accountId: arena.accountId, texts }
    );
    const noChannel = await publish(`${business.business} bana yazsın.`);
    expect(noChannel.status).toBe(422);
    expect(noChannel.body.error.details).toMatchObject({
      kind: 'wording-no-whatsapp',
      field: 'texts.tr.agree',
    });
    const noName = await publish('WhatsApp’tan yazılmasını kabul ediyorum.');
    expect(noName.body.error.details).toMatchObject({
      kind: 'wording-no-business',
      field: 'texts.tr.agree',
      remedy: expect.stringContaining(business.business) as unknown,
    });
    const odd = { ...texts.en, notice: 'a\u0000b \\u0000 "' };
    const draft = await arena.api.post<OptInFormView>('/whatsapp/opt-in-forms', {
      ...(await world.bodyOf({ texts: { en: odd, tr: { ...texts.tr, agree: '' } } })),
      active: false,
    });
    expect(draft.body.texts.en?.notice).toBe('ab \\u0000 "');
    expect(draft.body.problems).toEqual([{ field: 'texts.tr.agree', problem: 'empty' }]);
  });

  it('[O-05] every wording stays, with its notice, who wrote it and when; a form with opt-ins is not deleted', async () => {
    const form = await world.makeForm();
    const texts = await world.suggested();
    const en = { ...texts.en, notice: 'Another notice', noticeUrl: 'https://shop.example/privacy' };
    await arena.api.put(
      `/whatsapp/opt-in-forms/${form.id}`,
      await world.bodyOf({ slug: form.slug, texts: { ...texts, en } })
    );
    const { body } = await arena.api.get<OptInVersionsResult>(
      `/whatsapp/opt-in-forms/${form.id}/versions`
    );
    expect(body.versions.map(({ version }) => version)).toEqual([2, 1]);
    expect(body.versions[0]?.texts.en).toMatchObject({ notice: 'Another notice' });
    expect(body.versions[1]?.texts.en?.notice).toBe(form.texts.en?.notice);
    expect(body.versions[0]?.by).toBeTruthy();
    const phone = world.stranger();
    await world.says(phone, (await world.filled(form, phone)).message);
    const refused = await arena.api.del<{ error: { details: object } }>(
      `/whatsapp/opt-in-forms/${form.id}`
    );
    const advice = (words: RegExp) => ({ advice: expect.stringMatching(words) as string });
    expect([refused.status, refused.body.error.details]).toMatchObject([
      409,
      { kind: 'in-use', words: { en: advice(/as a draft/), tr: advice(/taslak olarak/) } },
    ]);
    const unused = await world.makeForm();
    expect((await arena.api.del(`/whatsapp/opt-in-forms/${unused.id}`)).status).toBe(200);
    expect((await arena.http.get(world.pathOf(unused))).status).toBe(404);
  });

  it('keeps nothing of a form that was not confirmed for a week, nor the typed data of a deleted contact', async () => {
    const form = await world.makeForm();
    const [phone, never] = [world.stranger(), world.stranger()];
    const { message } = await world.filled(form, phone, { name: 'Gül' });
    await world.says(phone, message);
    await world.filled(form, never);
    const rows = () => world.requestsOf(form).orderBy('id');
    await world.requestsOf(form).update({ expires_at: Date.now() - 8 * 86_400_000 });
    await optInService(arena.strapi).purge();
    const kept = (await rows()) as Record<string, unknown>[];
    expect(kept).toEqual([expect.objectContaining({ phone: `+${phone}`, name: 'Gül' })]);
    await arena.api.del(`/whatsapp/contacts/${String(kept[0]?.contact_id)}`);
    expect(await rows()).toEqual([expect.objectContaining({ phone: null, name: null })]);
  });

  it('[X-05] only who may publish forms sees and changes them', async () => {
    const token = await arena.adminToken({ actions: ['plugin::whatsapp.settings.configure'] });
    const refused = await arena.http
      .get('/whatsapp/opt-in-forms')
      .set('Authorization', `Bearer ${token}`);
    expect(refused.status).toBe(403);
  });

  it('a number that is entered again and again, and an address that asks too often, are held back', async () => {
    const form = await world.makeForm();
    const phone = world.stranger();
    const statuses = [];
    for (let n = 0; n < 6; n += 1)
      statuses.push((await world.fill(form, { number: `+${phone}`, agree: 'on' })).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
    let last = 0;
    for (let n = 0; n < 70 && last !== 429; n += 1) last = (await world.fill(form, {})).status;
    expect(last).toBe(429);
  });
});
