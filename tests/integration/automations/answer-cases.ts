import type { AutomationProblem } from '../../../server/src/contracts/automation-desk';
import type { CheckFlowResult } from '../../../server/src/contracts/bots';
import type { EntryWrites } from '../../../server/src/contracts/record-writes';
import { DAY_MS } from '../../../server/src/kernel/time';
import { asking, says, type Graph } from '../flows/flows-world';
import { CUSTOMER, ORDER } from '../records/records-world';
import { becomes, ofOrder, type AutomationsWorld } from './automations-world';

type EntryStep = Extract<Graph['nodes'][number]['step'], { kind: 'entry' }>;

/** Asks for a yes, and does this to the entry of the automation on it. */
const asksYes = (
  text: string,
  { only, ...step }: Pick<EntryStep, 'type' | 'values' | 'only'>
): Graph => ({
  start: 'ask',
  nodes: [
    {
      id: 'ask',
      step: { kind: 'choice', text, choices: [{ id: 'yes', title: 'Evet' }], ...asking },
      to: { yes: 'write' },
    },
    {
      id: 'write',
      step: {
        ...{ kind: 'entry', action: 'change', which: { by: 'automation' }, already: true },
        ...step,
        ...(only ? { only } : {}),
      },
      to: {
        next: 'done',
        already: 'known',
        ...(only ? { 'too-late': 'late' } : {}),
        'not-found': 'none',
        failed: 'bad',
      },
    },
    says('done', `Tamam ${ofOrder('number').replace('}}', '|–}}')}`),
    says('known', 'Zaten öyle'),
    ...(only ? [says('late', 'Artık çok geç')] : []),
    says('none', 'Yok'),
    says('bad', 'Olmadı'),
  ],
});
const confirms = asksYes(`Sipariş ${ofOrder('number')}: onaylıyor musunuz?`, {
  ...{ type: ORDER, values: [{ field: 'state', text: 'paid' }] },
  only: [{ field: 'placedAt', operator: 'after', value: 'now' }],
});

/** What an answer changes in the entry that set the automation off, in a world that the caller has. */
export const answerCases = (world: () => AutomationsWorld): void => {
  const tomorrow = () => new Date(Date.now() + DAY_MS).toISOString();
  const stateOf = async (documentId: string) =>
    (await world().records.documents(ORDER).findOne({ documentId }))?.state;
  const writesOf = async (uid: string, documentId: string) => {
    const path = `/whatsapp/records/entry-writes?uid=${uid}&documentId=${documentId}`;
    return (await world().api.get<EntryWrites>(path)).body.writes;
  };
  /** Somebody who is asked about a new order. */
  const asked = async (number: string) => {
    const person = await world().somebody();
    const automation = await world().automate(
      { trigger: { kind: 'created', uid: ORDER } },
      confirms
    );
    const documentId = await world().order(person.phone, { number, placedAt: tomorrow() });
    expect(await world().answers(person.phone, 1)).toEqual([
      `Sipariş ${number}: onaylıyor musunuz?`,
    ]);
    return { ...person, automation, documentId };
  };
  const pressed = async (phone: string): Promise<string | undefined> => {
    world().press(phone, 'Evet');
    return (await world().answers(phone, 2)).at(-1);
  };

  describe('change the entry that set them off', () => {
    it('[B-25] on a yes, once, whatever is newer, with who and when in its history', async () => {
      const { phone, contactId, automation, documentId } = await asked('B-1');
      await world().switchTo(automation.id, { active: false, waiting: 'finish' });
      const newer = await world().order(phone, { number: 'B-2', placedAt: tomorrow() });
      expect(await pressed(phone)).toBe('Tamam B-1');
      expect([await stateOf(documentId), await stateOf(newer)]).toEqual(['paid', 'new']);
      // The button is still on the phone; what it asked is answered.
      const question = world()
        .sim.control.thread(phone)
        .find(({ direction }) => direction === 'out');
      world().sim.control.act.press(phone, question?.wamid ?? '', 'Evet');
      await world().quiet();
      expect(world().phone(phone)).toHaveLength(2);
      expect(await writesOf(ORDER, documentId)).toMatchObject([
        {
          ...{ action: 'change', bot: automation.flow.name, contact: { id: contactId } },
          changes: [{ label: 'State', from: 'new', to: 'paid' }],
        },
      ]);
      expect(await writesOf(ORDER, newer)).toEqual([]);
    });

    it('[B-25] not when it is too late, which has a reply of its own', async () => {
      const { phone, documentId } = await asked('B-3');
      await world().change(documentId, { placedAt: new Date(Date.now() - DAY_MS).toISOString() });
      expect(await pressed(phone)).toBe('Artık çok geç');
      expect([await stateOf(documentId), await writesOf(ORDER, documentId)]).toEqual(['new', []]);
    });

    it('[B-25] not where the entry says so already, which has a reply of its own', async () => {
      const { phone, documentId } = await asked('B-4');
      await world().change(documentId, { state: 'paid' });
      expect(await pressed(phone)).toBe('Zaten öyle');
      expect([await stateOf(documentId), await writesOf(ORDER, documentId)]).toEqual(['paid', []]);
    });

    it('[B-25] also for somebody whom a relation of it names beside who is linked', async () => {
      const [linked, named] = [await world().somebody(), await world().somebody()];
      const contact = (await world()
        .strapi.db.connection('whatsapp_contacts')
        .where({ id: named.contactId })
        .first()) as { document_id: string };
      await world().automate(
        {
          ...{ trigger: { kind: 'updated', uid: CUSTOMER, field: 'city', to: ['Bursa'] } },
          who: { people: 'all' },
        },
        asksYes(`Şehir {{record.${CUSTOMER}.city}}?`, {
          ...{ type: CUSTOMER, values: [{ field: 'city', text: 'Edirne' }] },
        })
      );
      const customers = world().records.documents(CUSTOMER);
      const { documentId } = await customers.create({
        data: { name: 'İki kişi', phone: `+${linked.phone}`, person: contact.document_id },
      });
      await customers.update({ documentId, data: { city: 'Bursa' } });
      for (const { phone } of [linked, named])
        expect(await world().answers(phone, 1)).toEqual(['Şehir Bursa?']);
      expect(await pressed(named.phone)).toBe('Tamam –');
      expect(await customers.findOne({ documentId })).toMatchObject({ city: 'Edirne' });
      expect(await pressed(linked.phone)).toBe('Zaten öyle');
    });
  });

  it('[E-33] are advised to end in something to press, where a template of use says what happened', async () => {
    world().sim.control.templates.seed({
      ...{ name: 'bilgi_notu', language: 'tr', category: 'UTILITY' },
      components: [{ type: 'BODY', text: 'Siparişiniz kargoda.' }],
    });
    await world().api.post('/whatsapp/templates/sync', { accountId: world().accountId });
    const { body } = await world().api.get<{ templates: { id: number; name: string }[] }>(
      '/whatsapp/templates'
    );
    const templateId = body.templates.find(({ name }) => name === 'bilgi_notu')?.id ?? 0;
    const graph: Graph = {
      start: 'a',
      nodes: [{ id: 'a', step: { kind: 'template', templateId }, to: {} }],
    };
    const advice = { node: 'a', field: 'kind', kind: 'no-press', level: 'warn' };
    const ofFlow = await world().api.post<CheckFlowResult>('/whatsapp/bots/check', { graph });
    expect(ofFlow.body.problems).toEqual([advice]);
    const { id: botId } = await world().flow('-', graph, { triggers: [] });
    const checked = await world().api.post<{ problems: AutomationProblem[] }>(
      '/whatsapp/automations/check',
      { name: 'Kargo', trigger: becomes('sent'), botId }
    );
    expect(checked.body.problems.map(({ field, level }) => [field, level])).toEqual([
      ['botId', 'warn'],
    ]);
    expect(checked.body.problems[0]?.words.en.text).toMatch(/pressed or answered/);
  });
};
