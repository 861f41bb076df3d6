import type {
  ConsentSettings,
  DataPurpose,
  DataPurposeRule,
} from '../../../server/src/contracts/consent';
import type {
  ContactDetails,
  ListContactsResult,
  PreferenceLink,
} from '../../../server/src/contracts/contacts';
import type { OptInFormView, SuggestOptInResult } from '../../../server/src/contracts/opt-in';
import type {
  SegmentCondition,
  SegmentGroup,
  SegmentPreview,
  SegmentView,
} from '../../../server/src/contracts/segments';
import type { Proof } from '../../../server/src/privacy/domain/proof';
import { databases } from '../../support/boot-strapi';
import { startArena, type Arena } from '../engine/arena';

interface Refused {
  error: { details: { kind: string; field: string } };
}

const OFF: DataPurposeRule = { asked: false, onlyWithConsent: false, texts: { tr: '', en: '' } };
const ON: DataPurposeRule = {
  asked: true,
  onlyWithConsent: true,
  texts: { tr: 'Konumumu kullanabilirsiniz.', en: 'You may use where I am.' },
};
const rules = (part: Partial<Record<DataPurpose, DataPurposeRule>> = {}) => ({
  dataPurposes: { tracking: OFF, position: OFF, profile: OFF, ...part },
});
const all = (...nodes: SegmentGroup['nodes']): SegmentGroup => ({
  kind: 'group',
  not: false,
  match: 'all',
  nodes,
});
const sentPosition = (not = false): SegmentCondition => ({
  kind: 'messages',
  not,
  direction: 'in',
  atLeast: 1,
  types: ['location'],
});

let next = 0;

describe.each(databases())('consent for data collection, on %s', (database) => {
  let arena: Arena;

  beforeAll(async () => {
    arena = await startArena({ database });
  });
  afterEach(() => settings(rules()));
  afterAll(() => arena.close());

  const settings = (change: object) =>
    arena.api.put<ConsentSettings>('/whatsapp/settings/consent', change);
  const details = async (id: number) =>
    (await arena.api.get<ContactDetails>(`/whatsapp/contacts/${id}`)).body;
  const stateOf = async (id: number, purpose: DataPurpose) =>
    (await details(id)).dataConsents.find((one) => one.purpose === purpose)?.state;
  const person = async () => {
    next += 1;
    const waId = `9053277${String(10_000 + next)}`;
    arena.sim.control.people.add({ name: `Data ${next}`, phone: waId });
    const { body } = await arena.api.post<{ id: number }>('/whatsapp/contacts', {
      name: `Data ${next}`,
      phone: `+${waId}`,
    });
    return { id: body.id, waId };
  };
  const pathOf = async (id: number) => {
    const { body } = await arena.api.post<PreferenceLink>(
      `/whatsapp/contacts/${id}/preference-link`
    );
    return new URL(body.url, arena.url).pathname;
  };
  const choose = async (id: number, fields: Record<string, string | string[]>) =>
    arena.http
      .post(`${await pathOf(id)}?lang=en`)
      .type('form')
      .send({ do: 'save', ...fields });
  const agree = (id: number, box = 'position.1') => choose(id, { shown: box, purpose: box });
  const idsOf = async (tree: SegmentGroup, among: readonly number[]) => {
    next += 1;
    const { body: segment } = await arena.api.post<SegmentView>('/whatsapp/segments', {
      name: `Data ${next}`,
      tree,
    });
    const found = async (filter: object) =>
      (
        await arena.api.post<ListContactsResult>('/whatsapp/people/search', { filter, limit: 200 })
      ).body.contacts
        .map(({ id }) => id)
        .filter((id) => among.includes(id));
    return {
      in: await found({ segments: { include: [segment.id], exclude: [] } }),
      out: await found({ segments: { include: [], exclude: [segment.id] } }),
    };
  };

  it('[X-08] a purpose is asked only with words of its own, and other words are another version', async () => {
    const bare = await arena.api.put<Refused>(
      '/whatsapp/settings/consent',
      rules({ position: { ...ON, texts: { tr: 'Konum', en: '' } } })
    );
    expect([bare.status, bare.body.error.details.field]).toEqual([
      422,
      'dataPurposes.position.texts.en',
    ]);
    const first = (await settings(rules({ position: ON }))).body;
    expect(first.dataVersions).toEqual({ tracking: 0, position: 1, profile: 0 });
    expect(first.dataPurposes.position).toEqual(ON);
    const off = (await settings(rules({ position: { ...ON, onlyWithConsent: false } }))).body;
    expect(off.dataVersions.position).toBe(1);
    const other = { ...ON, texts: { ...ON.texts, en: 'You may use my position.' } };
    expect((await settings(rules({ position: other }))).body.dataVersions.position).toBe(2);
    expect((await settings(rules({ position: ON }))).body.dataVersions.position).toBe(3);
  });

  it('[X-08] the preference page asks it apart from messages; what is ticked is an entry with its words, and unticking ends it at once', async () => {
    const { position } = (await settings(rules({ position: ON }))).body.dataVersions;
    const box = `position.${position}`;
    const { id } = await person();
    const page = (await arena.http.get(`${await pathOf(id)}?lang=en`)).text;
    expect(page).toContain(`name="purpose" value="${box}">`);
    expect(page).toContain('You may use where I am.');
    expect(page).not.toContain('tracking.');

    expect((await agree(id, box)).text).toContain(`value="${box}" checked`);
    const { dataConsents, consentEvents, contact } = await details(id);
    expect(dataConsents).toEqual([
      { purpose: 'position', state: 'in', asked: true, at: expect.any(Number) as number },
    ]);
    expect(contact.consent).toEqual({ marketing: 'none', utility: 'none' });
    expect(consentEvents).toHaveLength(1);
    const proof = (await arena.api.get<Proof>(`/whatsapp/privacy/people/${id}/proof?format=json`))
      .body;
    expect(proof.rows).toEqual([
      expect.objectContaining({
        category: 'position',
        action: 'opt-in',
        wording: 'You may use where I am.',
        evidence: `version ${position}`,
        source: 'preference page',
      }),
    ]);

    // To stop messages is another matter.
    await choose(id, { do: 'stop' });
    expect(await stateOf(id, 'position')).toBe('in');
    // Switched off by the business: who agreed can take it back all the same.
    await settings(rules());
    expect((await arena.http.get(await pathOf(id))).text).toContain(`value="${box}" checked`);
    await choose(id, { shown: box });
    expect(await stateOf(id, 'position')).toBe('out');
  });

  it('[X-08] words that never stood there, and purposes that nobody asks, cannot be agreed to', async () => {
    const { position } = (await settings(rules({ position: ON }))).body.dataVersions;
    const { id } = await person();
    await agree(id, `position.${position + 7}`);
    await agree(id, 'tracking.1');
    expect(await stateOf(id, 'position')).toBe('none');
    expect((await details(id)).consentEvents).toEqual([]);
    expect((await agree(id, 'everything.1')).status).toBe(400);
  });

  it('[X-08] positions are looked at only of contacts who agreed, also turned around, until they take it back', async () => {
    const { position } = (await settings(rules({ position: ON }))).body.dataVersions;
    const [yes, no, quiet] = [await person(), await person(), await person()];
    const among = [yes.id, no.id, quiet.id];
    for (const { waId } of [yes, no])
      arena.sim.control.act.location(waId, { latitude: 41, longitude: 29 });
    await arena.settled();
    for (const { id } of [yes, quiet]) await agree(id, `position.${position}`);

    expect((await idsOf(all(sentPosition()), among)).in).toEqual([yes.id]);
    expect((await idsOf(all(sentPosition(true)), among)).in).toEqual([quiet.id]);
    const either: SegmentGroup = {
      ...all(sentPosition(), { kind: 'time', not: true, fact: 'added', operator: 'never' }),
      match: 'any',
    };
    expect((await idsOf(all(either), among)).in).toHaveLength(3);
    const around: SegmentGroup = { ...all(sentPosition()), not: true };
    expect((await idsOf(all(around), among)).in).toEqual([quiet.id]);
    // Left out by a filter: nobody is chosen for what may not be looked at.
    expect((await idsOf(all(sentPosition()), among)).out).toEqual([quiet.id]);
    const { body } = await arena.api.post<SegmentPreview>('/whatsapp/segments/preview', {
      tree: all(sentPosition()),
    });
    expect(body.warnings).toContainEqual({ kind: 'only-agreed', purposes: ['position'] });

    await choose(yes.id, { shown: `position.${position}` });
    expect((await idsOf(all(sentPosition()), among)).in).toEqual([]);
    await settings(rules());
    expect((await idsOf(all(sentPosition()), among)).in.sort()).toEqual([yes.id, no.id].sort());
  });

  it('[X-08] what contacts did and their fields need their own consent, not that for positions', async () => {
    const versions = (
      await settings(rules({ tracking: ON, position: ON, profile: { ...ON, asked: true } }))
    ).body.dataVersions;
    const someone = await person();
    arena.sim.control.act.text(someone.waId, 'hello');
    await arena.settled();
    await arena.api.post('/whatsapp/contact-fields', { key: 'city', kind: 'text', label: 'City' });
    await arena.api.put(`/whatsapp/contacts/${someone.id}`, { custom: { city: 'Bursa' } });
    const wrote = all({ kind: 'engagement', not: false, levels: ['low', 'medium', 'high'] });
    const lives = all({
      kind: 'people',
      not: false,
      filter: {
        fields: [{ on: 'custom', key: 'city', operator: 'is', value: 'Bursa', exclude: false }],
      },
    });
    const found = async () => [
      (await idsOf(wrote, [someone.id])).in.length,
      (await idsOf(lives, [someone.id])).in.length,
    ];
    await agree(someone.id, `position.${versions.position}`);
    expect(await found()).toEqual([0, 0]);
    await agree(someone.id, `tracking.${versions.tracking}`);
    expect(await found()).toEqual([1, 0]);
    await agree(someone.id, `profile.${versions.profile}`);
    expect(await found()).toEqual([1, 1]);
  });

  it('[X-08] an opt-in form asks it with a box of its own: not needed, and recorded apart when the message comes', async () => {
    const { position } = (await settings(rules({ position: ON }))).body.dataVersions;
    const { body: suggested } = await arena.api.post<SuggestOptInResult>(
      '/whatsapp/opt-in-forms/suggest',
      { accountId: arena.accountId, category: 'marketing' }
    );
    const { body: form } = await arena.api.post<OptInFormView>('/whatsapp/opt-in-forms', {
      name: 'With position',
      slug: 'with-position',
      accountId: arena.accountId,
      texts: suggested.texts,
      purposes: ['position', 'tracking'],
      active: true,
    });
    expect(form.purposes).toEqual(['position', 'tracking']);
    const path = '/api/whatsapp/opt-in/with-position?lang=en';
    const page = (await arena.http.get(path).set('Accept', 'text/html')).text;
    expect(page).toContain(`<input type="checkbox" name="purpose" value="position.${position}">`);
    expect(page).not.toContain('tracking.');
    const fill = async (purpose: string | null) => {
      const { id, waId } = await person();
      const answer = await arena.http
        .post(path)
        .set('Accept', 'application/json')
        .type('form')
        .send({ number: `+${waId}`, agree: 'on', ...(purpose === null ? {} : { purpose }) });
      expect(answer.status).toBe(200);
      expect(await stateOf(id, 'position')).toBe('none');
      arena.sim.control.act.text(waId, (answer.body as { message: string }).message);
      await arena.settled();
      expect((await details(id)).contact.consent.marketing).toBe('in');
      return details(id);
    };
    const ticked = await fill(`position.${position}`);
    expect(ticked.dataConsents[0]).toMatchObject({ purpose: 'position', state: 'in' });
    expect(ticked.consentEvents.map(({ category }) => category).sort()).toEqual([
      'marketing',
      'position',
    ]);
    expect((await fill(null)).dataConsents[0]?.state).toBe('none');
  });

  it('[X-08] staff record what was said with its source; a yes only where it is asked, a no always', async () => {
    const { id } = await person();
    const record = (action: string, purpose = 'tracking') =>
      arena.api.post<Refused>(`/whatsapp/contacts/${id}/data-consent`, {
        purpose,
        action,
        source: 'shop',
        evidence: 'paper 12',
      });
    const early = await record('opt-in');
    expect([early.status, early.body.error.details.kind]).toEqual([409, 'purpose-not-asked']);
    await settings(rules({ tracking: ON }));
    expect((await record('opt-in')).status).toBe(200);
    expect(await stateOf(id, 'tracking')).toBe('in');
    expect((await details(id)).consentEvents[0]).toMatchObject({
      category: 'tracking',
      source: 'shop',
      actor: expect.any(String) as string,
    });
    await settings(rules());
    expect((await record('opt-out')).status).toBe(200);
    expect(await stateOf(id, 'tracking')).toBe('out');
    expect((await record('opt-in', 'weather')).status).toBe(400);
    const staff = await arena.adminToken({ actions: ['contact.browse'] });
    const answer = await arena.http
      .post(`/whatsapp/contacts/${id}/data-consent`)
      .set('Authorization', `Bearer ${staff}`)
      .send({ purpose: 'tracking', action: 'opt-in', source: 's', evidence: 'e' });
    expect(answer.status).toBe(403);
  });

  it('[X-08] of two people who are one, what was said last counts', async () => {
    const { position } = (await settings(rules({ position: ON }))).body.dataVersions;
    const [older, newer] = [await person(), await person()];
    await agree(older.id, `position.${position}`);
    await agree(newer.id, `position.${position}`);
    await choose(newer.id, { shown: `position.${position}` });
    await arena.api.post('/whatsapp/contacts/merge', { ids: [older.id, newer.id] });
    expect(await stateOf(older.id, 'position')).toBe('out');
  });
});
