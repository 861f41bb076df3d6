/** Flows in the middle of which tests kill a process. */

const asking = { tries: 2, again: '', noAnswerAfter: 60 };
const says = (id: string, text: string, to?: string) => ({
  ...{ id, step: { kind: 'text', text }, to: to ? { next: to } : {} },
});
const step = (id: string, one: object, to: Record<string, string> = {}) => ({ id, step: one, to });
const choice = (id: string, text: string, to: Record<string, string>) =>
  step(
    id,
    {
      ...{ kind: 'choice', text, ...asking },
      choices: [
        { id: 'y', title: 'Evet' },
        { id: 'n', title: 'Hayır' },
      ],
    },
    to
  );
const graphOf = (...nodes: { id: string }[]) => ({ start: nodes[0]?.id, nodes });

/** Asks for a town, writes it down, branches by it and begins another flow. */
export const registers = (otherId: number) => {
  const isBursa = { kind: 'value', name: 'sehir', operator: 'is', value: 'bursa' };
  const question = { kind: 'question', text: 'Hangi şehir?', answer: { kind: 'text' } };
  const cases = [{ id: 'bursa', when: { kind: 'group', match: 'all', nodes: [isBursa] } }];
  return graphOf(
    step('ask', { ...question, saveAs: 'sehir' }, { answered: 'set' }),
    step('set', { kind: 'set', values: [{ field: 'town', text: '{{sehir}}' }] }, { next: 'where' }),
    step('where', { kind: 'branch', cases }, { bursa: 'go' }),
    step('go', { kind: 'start-flow', flowId: otherId }, { next: 'end' }),
    says('end', 'Kaydettik')
  );
};

/** Waits an hour, or until a tag is given. */
export const waits = () =>
  graphOf(
    step(
      'wait',
      {
        ...{ kind: 'wait', until: { kind: 'minutes', minutes: 60 } },
        orEvent: { event: 'tag-added', value: 'ödedi' },
      },
      { over: 'late', came: 'thanks' }
    ),
    says('late', 'Bekliyoruz'),
    says('thanks', 'Teşekkürler')
  );

export const offersChoice = () =>
  graphOf(
    choice('menu', 'Devam mı?', { y: 'yes', 'no-answer': 'later' }),
    says('yes', 'Devam ediyoruz'),
    says('later', 'Sonra görüşürüz')
  );

/** Takes a kind of message away, and gives it back together with marketing after an answer. */
export const asksConsent = () =>
  graphOf(
    step('off', { kind: 'topic', topic: 'firsat', wanted: false }, { next: 'ask' }),
    choice('ask', 'Fırsatları ister misiniz?', { y: 'on' }),
    step('on', { kind: 'topic', topic: 'firsat', wanted: true }, { next: 'in' }),
    step('in', { kind: 'opt-in', action: 'opt-in' }, { next: 'end' }),
    says('end', 'Kaydettik')
  );

/** Asks another system. */
export const callsShop = (method: 'GET' | 'POST') =>
  graphOf(
    step(
      'call',
      {
        ...{ kind: 'http', method, url: 'https://shop.example/order' },
        saves: [{ path: 'state', saveAs: 'durum' }],
      },
      { next: 'ok', failed: 'bad' }
    ),
    says('ok', 'Durum: {{durum|-}}'),
    says('bad', 'Olmadı')
  );

/** The content type of which `makesLead` makes an entry. */
export const LEAD = 'api::lead.lead';

/** Makes an entry of the host for the person. */
export const makesLead = () =>
  graphOf(
    step(
      'lead',
      {
        ...{ kind: 'entry', action: 'create', type: LEAD },
        values: [{ field: 'title', text: '{{name}}' }],
      },
      { next: 'end' }
    ),
    says('end', 'Aday oldunuz')
  );

export const handsOver = () =>
  graphOf(says('say', 'Bağlıyorum', 'give'), step('give', { kind: 'handover' }));
