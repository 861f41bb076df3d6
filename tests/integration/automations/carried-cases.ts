import { changeTable } from '../../../server/src/automations/tables';
import type { AutomationRehearsal } from '../../../server/src/contracts/automation-watch';
import type { CarriedConsent, CarriedMessage } from '../../../server/src/contracts/carried-consent';
import type { TemplateView } from '../../../server/src/contracts/templates';
import type { Proof } from '../../../server/src/privacy/domain/proof';
import { eventually } from '../../support/world';
import { waitsThenSays, type Graph } from '../flows/flows-world';
import { CUSTOMER, NOTICE, ORDER } from '../records/records-world';
import { becomes, type AutomationsWorld, type Somebody } from './automations-world';

const AT = '/whatsapp/carried-consent';
const TEXTS = {
  en: 'I agree that Kahve tells me about this order on WhatsApp.',
  tr: 'Kahve’nin bu siparişle ilgili WhatsApp’tan bilgi vermesini kabul ediyorum.',
};

/** What an order carries for who never said anything of such messages, in a world that the caller has. */
export const carriedCases = (world: () => AutomationsWorld): void => {
  describe('tell of an entry that carries consent', () => {
    const knex = () => world().strapi.db.connection;
    let templates: Record<'UTILITY' | 'MARKETING', number>;

    const rule = async (uid = ORDER): Promise<CarriedConsent> =>
      (await world().api.get<CarriedConsent>(`${AT}?uid=${encodeURIComponent(uid)}`)).body;
    const carries = async (on: boolean, texts = TEXTS, uid = ORDER): Promise<CarriedConsent> => {
      const { version, carries: before } = await rule(uid);
      const from = { version, carries: before };
      const saved = await world().api.put<CarriedConsent>(AT, { uid, carries: on, texts, from });
      expect(saved.status).toBe(200);
      return saved.body;
    };
    const sends = (category: keyof typeof templates): Graph => ({
      start: 'a',
      nodes: [{ id: 'a', step: { kind: 'template', templateId: templates[category] }, to: {} }],
    });
    /** The same after an hour. */
    const sendsLater = (): Graph => {
      const [wait] = waitsThenSays('').nodes;
      const step = { kind: 'template' as const, templateId: templates.UTILITY };
      return { start: 'wait', nodes: [wait, { id: 'end', step, to: {} }] } as Graph;
    };
    /** Somebody who never wrote, and whom nobody asked. */
    const newcomer = async (): Promise<Somebody> => {
      const phone = world().customer();
      const { body } = await world().api.post<{ id: number }>('/whatsapp/contacts', {
        ...{ name: 'Hiç Yazmadı', phone: `+${phone}` },
      });
      return { phone, contactId: body.id };
    };
    const paid = async (phone: string): Promise<string> => {
      const documentId = await world().order(phone);
      await world().change(documentId, { state: 'paid' });
      return documentId;
    };
    const columns = (contactId: number, change: object) =>
      knex()('whatsapp_contacts').where({ id: contactId }).update(change);

    beforeAll(async () => {
      const names = { UTILITY: 'siparis_tasir', MARKETING: 'siparis_firsat' } as const;
      for (const category of ['UTILITY', 'MARKETING'] as const)
        world().sim.control.templates.seed({
          ...{ name: names[category], language: 'tr', category },
          components: [{ type: 'BODY', text: 'Siparişiniz ödendi.' }],
        });
      await world().api.post('/whatsapp/templates/sync', { accountId: world().accountId });
      const { body } = await world().api.get<{ templates: TemplateView[] }>('/whatsapp/templates');
      const idOf = (wanted: string) => body.templates.find(({ name }) => name === wanted)?.id ?? 0;
      templates = { UTILITY: idOf(names.UTILITY), MARKETING: idOf(names.MARKETING) };
    });
    afterEach(() => carries(false));

    const says = async (contactId: number, category: string, action: string) => {
      const body = { category, action, source: 'phone', evidence: 'said so' };
      const said = await world().api.post(`/whatsapp/contacts/${contactId}/consent`, body);
      expect(said.status).toBe(200);
    };
    /** The notice, and then a text. */
    const sendsAndSays = (later: boolean): Graph => {
      const [wait] = waitsThenSays('').nodes;
      const notice = { kind: 'template' as const, templateId: templates.UTILITY };
      const nodes = [
        { ...wait, to: { over: 'notice' } },
        { id: 'notice', step: notice, to: { next: 'end' } },
        { id: 'end', step: { kind: 'text' as const, text: 'Yine bekleriz' }, to: {} },
      ];
      return { start: later ? 'wait' : 'notice', nodes: later ? nodes : nodes.slice(1) } as Graph;
    };
    const isIn = (flow: { id: number }, state: string) =>
      eventually(`the run is ${state}`, async () => {
        const [run] = await world().runs(flow.id);
        return run?.state === state;
      });

    it('[O-22] [O-25] also to who opted out of offers meanwhile: the notice goes, a text does not', async () => {
      const { phone, contactId } = await world().somebody();
      await says(contactId, 'utility', 'opt-in');
      const { flow } = await world().automate({ trigger: becomes('paid') }, sendsAndSays(true));
      await paid(phone);
      await isIn(flow, 'waiting');
      await says(contactId, 'marketing', 'opt-out');
      await world().passTime();
      // After the confirmation.
      expect(await world().answers(phone, 2)).toContain('Siparişiniz ödendi.');
      await world().quiet();
      expect(world().phone(phone)).not.toContain('Yine bekleriz');
    });

    it('[B-18] while an agent has the conversation: the notice goes, and a text waits until it is closed', async () => {
      const { phone, contactId } = await world().somebody();
      await says(contactId, 'utility', 'opt-in');
      const { flow } = await world().automate({ trigger: becomes('paid') }, sendsAndSays(false));
      const { id } = await world().thread(phone);
      const change = (body: object) => world().api.put(`/whatsapp/conversations/${id}`, body);
      expect((await change({ bots: 'paused' })).status).toBe(200);
      await paid(phone);
      await isIn(flow, 'held');
      expect(await world().answers(phone, 1)).toEqual(['Siparişiniz ödendi.']);
      expect((await change({ status: 'closed' })).status).toBe(200);
      await isIn(flow, 'done');
      expect(await world().answers(phone, 2)).toContain('Yine bekleriz');
    });

    it('[O-33] to who never said anything, and keep by which words, in the proof too', async () => {
      const { version } = await carries(true);
      const { id } = await world().automate({ trigger: becomes('paid') }, sends('UTILITY'));
      const { phone, contactId } = await newcomer();
      const documentId = await paid(phone);
      expect(await world().answers(phone, 1)).toEqual(['Siparişiniz ödendi.']);
      expect(await world().results(id, 1)).toEqual(['started']);
      const { body } = await world().api.get<{ carriedMessages: CarriedMessage[] }>(
        `/whatsapp/contacts/${contactId}`
      );
      expect(body.carriedMessages).toMatchObject([
        { role: 'Order', documentId, version, texts: TEXTS },
      ]);
      const proof = await world().api.get<Proof>(`/whatsapp/privacy/people/${contactId}/proof`);
      expect(proof.body.rows).toEqual([]);
      expect(proof.body.carried).toMatchObject([
        { type: ORDER, entry: documentId, wording: TEXTS, wordingVersion: version },
      ]);
      // Other words are another version; what went keeps its own.
      const again = await carries(true, { ...TEXTS, en: 'I agree to hear of this order.' });
      expect(again).toMatchObject({ version: version + 1, carries: true });
      const kept = await world().api.get<Proof>(`/whatsapp/privacy/people/${contactId}/proof`);
      expect(kept.body.carried).toEqual(proof.body.carried);
      expect(kept.body.sha256).toBe(proof.body.sha256);
    });

    it('[O-33] [E-32] and the rehearsal says for how many starts that decides, with their message', async () => {
      const trigger = becomes('paid');
      const { id, flow } = await world().make({ trigger }, sends('UTILITY'));
      const rehearse = async (): Promise<AutomationRehearsal> => {
        const automation = { name: 'Prova', trigger, botId: flow.id };
        const asked = { automation, automationId: id, days: 1 };
        const path = '/whatsapp/automations/rehearse';
        const { status, body } = await world().api.post<AutomationRehearsal>(path, asked);
        expect(status).toBe(200);
        return body;
      };
      // Orders of other tests were paid too.
      await world().settled(id);
      await knex()(changeTable.table).delete();
      const [silent, agreed, refuses] = [await newcomer(), await newcomer(), await newcomer()];
      await says(agreed.contactId, 'utility', 'opt-in');
      await columns(refuses.contactId, { utility: 'out' });
      for (const { phone, contactId } of [silent, agreed, refuses]) {
        const documentId = await paid(phone);
        await eventually('the link', async () =>
          (await world().records.linksOf(contactId)).some((link) => link.documentId === documentId)
        );
      }
      await world().settled(id);
      expect(await rehearse()).toMatchObject({
        ...{ occasions: 3, started: 1, people: 1, carried: 0 },
        reasons: [
          { reason: 'no-consent', count: 1 },
          { reason: 'opted-out', count: 1 },
        ],
      });
      await carries(true);
      const carried = await rehearse();
      expect(carried).toMatchObject({
        ...{ occasions: 3, started: 2, people: 2, carried: 1 },
        reasons: [{ reason: 'opted-out', count: 1 }],
      });
      const [row] = carried.rows.filter(({ contact }) => contact?.id === silent.contactId);
      expect(row).toMatchObject({ reason: null, unsent: null, message: 'Siparişiniz ödendi.' });
    });

    it('[O-33] to nobody who said no, or may have, nor with offers, nor about another entry', async () => {
      await carries(true);
      const { id } = await world().automate({ trigger: becomes('paid') }, sends('UTILITY'));
      const offers = await world().automate({ trigger: becomes('paid') }, sends('MARKETING'));
      const moved = { kind: 'updated', uid: CUSTOMER, field: 'city', to: ['Bursa'] };
      const other = await world().automate({ trigger: moved }, sends('UTILITY'));
      const people = [];
      for (const change of [
        { utility: 'out' },
        { asked_stop_at: Date.now() },
        { paused_until: Date.now() + 86_400_000 },
        { blocked: true },
      ]) {
        const person = await newcomer();
        await columns(person.contactId, change);
        await paid(person.phone);
        people.push(person);
        await world().results(id, people.length);
      }
      expect(await world().results(id, 4)).toEqual([
        ...['opted-out', 'asked-to-stop', 'paused', 'blocked'],
      ]);
      expect(new Set(await world().results(offers.id, 4))).toEqual(
        new Set(['no-consent', 'asked-to-stop', 'paused', 'blocked'])
      );
      const last = await newcomer();
      const documentId = await world().customerOf(last.phone);
      await world()
        .records.documents(CUSTOMER)
        .update({ documentId, data: { city: 'Bursa' } });
      expect(await world().results(other.id, 1)).toEqual(['no-consent']);
      await world().quiet();
      for (const { phone } of [...people, last]) expect(world().phone(phone)).toEqual([]);
    });

    it('[O-33] to nobody by a draft, and by what is published', async () => {
      const mapping = { role: 'Notice', fields: { phone: 'title' }, country: 'TR' };
      const mapped = await world().records.map(NOTICE, { ...mapping, createContacts: false });
      expect(mapped.status).toBe(200);
      await carries(true, TEXTS, NOTICE);
      const written = { kind: 'created', uid: NOTICE, version: 'draft' };
      const draft = await world().automate({ trigger: written }, sends('UTILITY'));
      const published = await world().automate(
        { trigger: { kind: 'published', uid: NOTICE } },
        sends('UTILITY')
      );
      const { phone } = await newcomer();
      const notices = world().records.documents(NOTICE);
      const { documentId } = await notices.create({ data: { title: `+${phone}` } });
      expect(await world().results(draft.id, 1)).toEqual(['no-consent']);
      await notices.publish({ documentId });
      expect(await world().results(published.id, 1)).toEqual(['started']);
      expect(await world().answers(phone, 1)).toEqual(['Siparişiniz ödendi.']);
      expect((await world().records.unmap(NOTICE)).status).toBe(200);
    });

    it.each([
      ['opted-out', 'who opts out'],
      ['asked-to-stop', 'who may have asked for no more messages'],
      ['no-consent', 'anybody, once it is switched off'],
    ] as const)(
      '[O-33] not any more with the reason %s, after the start and before the send: %s',
      async (reason, _who) => {
        await carries(true);
        const automation = await world().automate({ trigger: becomes('paid') }, sendsLater());
        const { phone, contactId } = await newcomer();
        await paid(phone);
        const run = async () => (await world().runs(automation.flow.id))[0];
        await eventually('it waits', async () => (await run())?.state === 'waiting');
        if (reason === 'opted-out') {
          const said = { source: 'phone', evidence: 'said so', action: 'opt-out' };
          await world().api.post(`/whatsapp/contacts/${contactId}/consent`, {
            ...{ category: 'utility', ...said },
          });
        } else if (reason === 'asked-to-stop')
          await columns(contactId, { asked_stop_at: Date.now() });
        else await carries(false);
        await world().passTime();
        const ended = await eventually('it ended', async () => {
          const found = await run();
          return found?.endedAt !== null && found;
        });
        expect([ended.reason, ended.steps.at(-1)?.reason]).toContain(reason);
        expect(world().phone(phone)).toEqual([]);
      }
    );

    it('[O-33] as one administrator sets it: with words in both languages, never over the change of another, logged', async () => {
      const { version } = await rule();
      const put = (change: object) =>
        world().api.put<{ error: { details: { kind: string; field?: string } } }>(AT, {
          ...{ uid: ORDER, carries: true, texts: TEXTS, from: { version, carries: false } },
          ...change,
        });
      const wordless = await put({ texts: { ...TEXTS, tr: ' ' } });
      expect([wordless.status, wordless.body.error.details.field]).toEqual([400, 'texts.tr']);
      const unlinked = await put({ uid: 'api::product.product' });
      expect(unlinked.status).toBe(404);
      const { phone, contactId } = await newcomer();
      const documentId = await world().order(phone);
      await eventually('the link', async () =>
        (await world().records.linksOf(contactId)).some((link) => link.documentId === documentId)
      );
      // Before it is switched on, and as long as nobody said anything.
      const before = (await rule()).decides;
      expect(before).toBeGreaterThan(0);
      await columns(contactId, { utility: 'out' });
      expect((await rule()).decides).toBe(before - 1);
      await carries(true);
      const late = await put({ carries: false });
      expect([late.status, late.body.error.details.kind]).toEqual([409, 'changed-meanwhile']);
      const lines = await knex()('whatsapp_logs').where({ event: 'record-consent-set' });
      expect(lines.length).toBeGreaterThan(0);
    });
  });
};
