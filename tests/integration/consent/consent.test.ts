import {
  consentService,
  decideSaid,
  type ConsentRecord,
  type ConsentService,
} from '../../../server/src/consent/public';
import { contactsService } from '../../../server/src/contacts/public';
import { settingsService } from '../../../server/src/settings/public';
import { contextOf, type Ctx } from '../../../server/src/strapi/context';
import { bootStrapi, databases, type BootedStrapi } from '../../support/boot-strapi';

describe.each(databases())('consent on %s', (client) => {
  let app: BootedStrapi;
  let token: string;
  let consent: ConsentService;
  let ctx: Ctx;
  let next = 905_325_550_000;

  beforeAll(async () => {
    app = await bootStrapi({ database: client });
    token = await app.adminToken();
    consent = consentService(app.strapi);
    ctx = contextOf(app.strapi);
  });
  afterAll(() => app.close());

  const aPerson = async (): Promise<number> => {
    const waId = String(next++);
    const who = { waId, at: 1_000 };
    return (await ctx.db.tx((trx) => contactsService(app.strapi).resolveInbound(trx, who))).contact
      .id;
  };
  const stateOf = async (id: number) => {
    const { marketing, utility } = await contactsService(app.strapi).get(id);
    return { marketing, utility };
  };
  const record = (contactId: number, over: Partial<ConsentRecord> = {}) =>
    consent.record(null, {
      contactId,
      category: 'marketing',
      action: 'opt-in',
      source: 'form',
      at: 10_000,
      ...over,
    });
  /** A word that was typed, without anything that it could answer. */
  const write = (contactId: number, words: string, at = 20_000) => {
    const { reading, language } = consent.read(words);
    const isOut = reading === 'start';
    const context = { press: null, isNamed: false, promotion: null, question: null };
    const decision = decideSaid({ reading, ...context, isOut });
    if (decision !== 'out' && decision !== 'in') return Promise.resolve(null);
    const said = { contactId, words, language, wamid: `wamid.${contactId}.${at}`, at };
    return ctx.db.tx((trx) => consent.applySaid(trx, { ...said, decision }));
  };
  const prefer = (contactId: number, value: unknown, at = 30_000) =>
    ctx.db.tx((trx) => consent.applyPreference(trx, { contactId, value, contact: null, at }));
  const during = async (
    effect: ConsentService['optOutEffects'][number],
    work: () => Promise<unknown>
  ) => {
    consent.optOutEffects.push(effect);
    try {
      await work();
    } finally {
      consent.optOutEffects.splice(consent.optOutEffects.indexOf(effect), 1_000);
    }
  };

  it('[O-04] keeps who said what, where, when and who wrote it down, and overwrites nothing', async () => {
    const id = await aPerson();
    const body = {
      category: 'marketing',
      action: 'opt-in',
      source: 'Shop desk',
      evidence: 'Form 12',
    };
    const url = `/whatsapp/contacts/${id}/consent`;
    const send = (given: object) =>
      app.http.post(url).set('Authorization', `Bearer ${token}`).send(given);
    const answer = await send(body).expect(200);
    expect(answer.body.consent).toEqual({ marketing: 'in', utility: 'none' });
    await send({ ...body, action: 'opt-out', evidence: 'By phone' }).expect(200);
    const details = await app.http
      .get(`/whatsapp/contacts/${id}`)
      .set('Authorization', `Bearer ${token}`)
      .expect(200);
    expect(details.body.consentEvents).toHaveLength(2);
    expect(details.body.consentEvents[0]).toMatchObject({
      action: 'opt-out',
      source: 'Shop desk',
      evidence: 'By phone',
      actor: 'Test Person',
    });
    expect(details.body.consentEvents[1]).toMatchObject({ action: 'opt-in', evidence: 'Form 12' });
  });

  it('[O-20] needs a source and a proof', async () => {
    const id = await aPerson();
    for (const missing of ['source', 'evidence', 'category', 'action']) {
      const body: Record<string, string> = {
        category: 'marketing',
        action: 'opt-in',
        source: 's',
        evidence: 'e',
      };
      delete body[missing];
      const answer = await app.http
        .post(`/whatsapp/contacts/${id}/consent`)
        .set('Authorization', `Bearer ${token}`)
        .send(body)
        .expect(400);
      expect(answer.body.error.details.field).toBe(missing);
    }
  });

  it('[O-17] [O-22] stops both categories by one word, in the transaction that stops what is queued', async () => {
    const id = await aPerson();
    await record(id);
    const stopped: string[] = [];
    const effect = async (
      trx: Parameters<ConsentService['optOutEffects'][number]>[0],
      contactId: number,
      category: string
    ) => {
      const row = await contactsService(app.strapi).byIds(trx, [contactId]);
      stopped.push(`${contactId} ${category} ${row.get(contactId)?.[category as 'marketing']}`);
    };
    await during(effect, async () => expect(await write(id, 'Abonelikten çık.')).toBe('opt-out'));
    expect(stopped).toEqual([`${id} marketing out`, `${id} utility out`]);
    expect(await stateOf(id)).toEqual({ marketing: 'out', utility: 'out' });
  });

  it('[O-22] records nothing when the queued messages could not be stopped', async () => {
    const id = await aPerson();
    await record(id);
    const effect = () => Promise.reject(new Error('no'));
    await during(effect, async () => {
      await expect(write(id, 'STOP')).rejects.toThrow('no');
    });
    expect(await stateOf(id)).toEqual({ marketing: 'in', utility: 'none' });
    expect(await consent.events(id)).toHaveLength(1);
  });

  it('[O-21] takes a repeated STOP for what it is: no second confirmation', async () => {
    const id = await aPerson();
    expect(await write(id, 'stop', 20_000)).toBe('opt-out');
    expect(await write(id, 'STOP', 21_000)).toBeNull();
    expect(await write(id, 'stop', 20_000)).toBeNull();
    // One that says nothing newer is no line of the ledger.
    expect(await write(id, 'stop', 19_000)).toBeNull();
    expect((await consent.events(id)).map(({ at }) => at)).toEqual([
      21_000, 21_000, 20_000, 20_000,
    ]);
  });

  it('[O-21] a yes between two STOPs that comes late, or by a merge, opts nobody in again', async () => {
    const [id, other] = [await aPerson(), await aPerson()];
    await write(id, 'stop', 20_000);
    await write(id, 'stop', 40_000);
    await record(id, { at: 30_000 });
    expect((await stateOf(id)).marketing).toBe('out');
    await record(other, { at: 35_000 });
    const person = await ctx.db.tx((trx) =>
      contactsService(app.strapi).merge(trx, [id, other], 50_000)
    );
    expect((await stateOf(person.id)).marketing).toBe('out');
    await record(person.id, { at: 60_000 });
    expect((await stateOf(person.id)).marketing).toBe('in');
  });

  it('[O-22] a STOP of before a stop inside WhatsApp that comes late holds when that one is taken back', async () => {
    const id = await aPerson();
    await prefer(id, { value: 'stop' }, 30_000);
    await write(id, 'stop', 20_000);
    await prefer(id, { value: 'resume' }, 40_000);
    expect((await stateOf(id)).marketing).toBe('out');
  });

  it('[P-11] a yes without a day never overrides a refusal, whichever is applied first', async () => {
    const [id, late] = [await aPerson(), await aPerson()];
    await record(id, { at: 90_000, undated: true });
    expect((await stateOf(id)).marketing).toBe('in');
    await write(id, 'stop', 80_000);
    expect((await stateOf(id)).marketing).toBe('out');
    await write(late, 'stop', 80_000);
    await record(late, { at: 90_000, undated: true });
    expect((await stateOf(late)).marketing).toBe('out');
    await record(late, { at: 85_000 });
    expect((await stateOf(late)).marketing).toBe('in');
  });

  it('[O-17] [O-22] a STOP of the second in which a yes was written down holds: Meta tells no part of it', async () => {
    const id = await aPerson();
    await record(id, { at: 42_037 });
    expect(await write(id, 'STOP', 42_000)).toBe('opt-out');
    expect(await stateOf(id)).toEqual({ marketing: 'out', utility: 'out' });
    await record(id, { at: 42_900 });
    expect((await stateOf(id)).marketing).toBe('out');
    await record(id, { at: 43_000 });
    expect((await stateOf(id)).marketing).toBe('in');
  });

  it('[O-21] answers one of ten STOPs that come at once', async () => {
    const id = await aPerson();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) => write(id, 'stop', (40 + i) * 1_000))
    );
    expect(answers.filter((answer) => answer === 'opt-out')).toHaveLength(1);
    expect((await consent.events(id))[0]?.at).toBe(49_000);
  });

  it('[O-24] starts again by a word, but makes no consent out of nothing', async () => {
    const id = await aPerson();
    expect(await write(id, 'BAŞLA', 5_000)).toBeNull();
    expect(await stateOf(id)).toEqual({ marketing: 'none', utility: 'none' });
    await write(id, 'mesaj istemiyorum', 20_000);
    expect(await write(id, 'Başla!', 30_000)).toBe('opt-in');
    expect(await stateOf(id)).toEqual({ marketing: 'in', utility: 'in' });
  });

  it('counts what was said last when webhooks come late', async () => {
    const id = await aPerson();
    await write(id, 'stop', 20_000);
    await write(id, 'start', 40_000);
    expect(await write(id, 'stop', 30_000)).toBeNull();
    expect(await stateOf(id)).toEqual({ marketing: 'in', utility: 'in' });
  });

  it('reads no keyword out of a sentence or an endless text', async () => {
    const id = await aPerson();
    expect(await write(id, 'Please stop by tomorrow')).toBeNull();
    expect(await write(id, `stop${' '.repeat(100_000)}`)).toBeNull();
    expect(await write(id, '\u0000')).toBeNull();
  });

  it('[O-17] knows the words of the settings', async () => {
    const id = await aPerson();
    await settingsService(app.strapi).set({ optOutWords: { tr: ['Yeter Artık'], en: [] } });
    await consent.loadWords();
    expect(await write(id, 'yeter artik!')).toBe('opt-out');
    await settingsService(app.strapi).set({ optOutWords: { tr: [], en: [] } });
    await consent.loadWords();
  });

  it('[O-22] heeds who stops marketing inside WhatsApp, and who resumes it', async () => {
    const id = await aPerson();
    await record(id, { at: 1_000 });
    expect(
      await prefer(
        id,
        { category: 'marketing_messages', value: 'stop', detail: 'User requested' },
        30_000
      )
    ).toBe('opt-out');
    expect(await stateOf(id)).toEqual({ marketing: 'out', utility: 'none' });
    expect((await consent.events(id))[0]).toMatchObject({
      source: 'WhatsApp',
      evidence: 'User requested',
    });
    expect(await prefer(id, { value: 'resume' }, 40_000)).toBe('opt-in');
    expect((await stateOf(id)).marketing).toBe('in');
  });

  const toldAs = { category: 'marketing_messages' };
  const STOP = { ...toldAs, value: 'stop', detail: 'User requested to stop marketing messages' };
  const RESUME = {
    ...toldAs,
    value: 'resume',
    detail: 'User requested to resume marketing messages',
  };

  it('[O-22] resuming inside WhatsApp leads back to what was before the stop, and agrees to nothing', async () => {
    const id = await aPerson();
    expect(await prefer(id, STOP, 30_000)).toBe('opt-out');
    expect(await prefer(id, RESUME, 40_000)).toBeNull();
    expect((await stateOf(id)).marketing).toBe('none');
    expect((await consent.events(id))[0]).toMatchObject({
      action: 'lifted',
      evidence: RESUME.detail,
    });
    // Agreed between a stop and its end: that holds, whatever order the webhooks come in.
    const late = await aPerson();
    await prefer(late, STOP, 30_000);
    await prefer(late, RESUME, 40_000);
    await record(late, { at: 20_000 });
    expect((await stateOf(late)).marketing).toBe('in');
  });

  it('[O-22] resuming inside WhatsApp lifts no refusal that was made elsewhere', async () => {
    const [before, after] = [await aPerson(), await aPerson()];
    await write(before, 'stop', 20_000);
    await prefer(before, STOP, 30_000);
    await prefer(before, RESUME, 40_000);
    await record(after, { at: 1_000 });
    await prefer(after, STOP, 20_000);
    await write(after, 'stop', 30_000);
    await prefer(after, RESUME, 40_000);
    expect((await stateOf(before)).marketing).toBe('out');
    expect((await stateOf(after)).marketing).toBe('out');
    // Who says so by word is in again, as ever.
    await write(after, 'start', 50_000);
    expect((await stateOf(after)).marketing).toBe('in');
  });

  it('[O-22] [C-22] two who become one are judged by both ledgers, a stop taken back included', async () => {
    const [a, b] = [await aPerson(), await aPerson()];
    await record(a, { at: 10_000 });
    await prefer(b, STOP, 20_000);
    await prefer(b, RESUME, 30_000);
    const { mergeEffects } = contactsService(app.strapi);
    const wired = mergeEffects.includes(consent.mergeEffect);
    if (!wired) mergeEffects.push(consent.mergeEffect);
    const person = await ctx.db.tx((trx) => contactsService(app.strapi).merge(trx, [a, b], 50_000));
    if (!wired) mergeEffects.splice(mergeEffects.indexOf(consent.mergeEffect), 1_000);
    expect((await stateOf(person.id)).marketing).toBe('in');
  });

  it('[O-22] [C-22] of two who become one, who is out without a line that says so stays out', async () => {
    const [a, b] = [await aPerson(), await aPerson()];
    await ctx.db.knex('whatsapp_contacts').where({ id: a }).update({ marketing: 'out' });
    await record(b, { at: 20_000 });
    const { mergeEffects } = contactsService(app.strapi);
    const wired = mergeEffects.includes(consent.mergeEffect);
    if (!wired) mergeEffects.push(consent.mergeEffect);
    const person = await ctx.db.tx((trx) => contactsService(app.strapi).merge(trx, [a, b], 50_000));
    if (!wired) mergeEffects.splice(mergeEffects.indexOf(consent.mergeEffect), 1_000);
    expect((await stateOf(person.id)).marketing).toBe('out');
  });

  it('[O-04] signing up by a link inside WhatsApp is an opt-in, with the link as its proof', async () => {
    const id = await aPerson();
    const SIGNUP = {
      ...toldAs,
      value: 'signup',
      detail: 'User signed up to receive marketing messages',
      signup_id: '88210034',
    };
    expect(await prefer(id, SIGNUP, 30_000)).toBe('opt-in');
    expect(await prefer(id, SIGNUP, 31_000)).toBeNull();
    expect(await stateOf(id)).toEqual({ marketing: 'in', utility: 'none' });
    expect(await consent.events(id)).toMatchObject([
      { action: 'opt-in', source: 'WhatsApp', evidence: `${SIGNUP.detail}, 88210034` },
    ]);
    await prefer(id, STOP, 40_000);
    expect(await prefer(id, SIGNUP, 50_000)).toBe('opt-in');
    expect((await stateOf(id)).marketing).toBe('in');
  });

  it('[X-15] records the preference of somebody it did not know', async () => {
    const contact = {
      waId: null,
      userId: 'TR.999111',
      parentUserId: null,
      name: 'New',
      username: null,
    };
    const said = await ctx.db.tx((trx) =>
      consent.applyPreference(trx, { value: { value: 'stop' }, contact, at: 5_000 })
    );
    expect(said).toBe('opt-out');
  });

  it('ignores preferences it cannot read', async () => {
    const id = await aPerson();
    for (const value of [null, {}, { value: 5 }, { value: 'maybe' }, 'stop'])
      expect(await prefer(id, value)).toBeNull();
    expect(await consent.events(id)).toEqual([]);
  });

  it('[O-22] keeps the refusal of two contacts that turn out to be one person', async () => {
    const [a, b] = [await aPerson(), await aPerson()];
    await record(a, { at: 10_000 });
    await write(b, 'stop', 20_000);
    const { mergeEffects } = contactsService(app.strapi);
    const wired = mergeEffects.includes(consent.mergeEffect);
    if (!wired) mergeEffects.push(consent.mergeEffect);
    const person = await ctx.db.tx((trx) => contactsService(app.strapi).merge(trx, [a, b], 50_000));
    expect(await stateOf(person.id)).toEqual({ marketing: 'out', utility: 'out' });
    expect(await consent.events(person.id)).toHaveLength(3);
    const [c, d] = [await aPerson(), await aPerson()];
    await write(c, 'stop', 20_000);
    await record(d, { at: 90_000 });
    const other = await ctx.db.tx((trx) => contactsService(app.strapi).merge(trx, [c, d], 99_000));
    expect(await stateOf(other.id)).toEqual({ marketing: 'in', utility: 'out' });
    if (!wired) mergeEffects.splice(mergeEffects.indexOf(consent.mergeEffect), 1_000);
  });
});
