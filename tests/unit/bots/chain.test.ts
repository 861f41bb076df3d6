import { botBody, type BotBody } from '../../../server/src/contracts/bots';
import { isReply, stopsChain } from '../../../server/src/contracts/bots';
import { draftProblems } from '../../../server/src/bots/domain/chain';
import { waitingProblem } from '../../../server/src/bots/domain/waiting';
import { flowGraph } from '../../../server/src/contracts/flow-graph';
import { overlapsOf, type Ordered } from '../../../server/src/bots/domain/overlap';

const draft = (body: Partial<BotBody>) =>
  botBody.parse({ name: 'x', steps: [{ kind: 'text', text: 'Merhaba' }], ...body });
const problems = (body: Partial<BotBody>) =>
  draftProblems(draft(body)).map(({ field, kind }) => `${field} ${kind}`);
const text = { kind: 'text', text: 'Merhaba' } as const;

describe('a chain', () => {
  it('[B-13] stops at a failed reply and goes on after a failed action, unless the step says otherwise', () => {
    expect(stopsChain({ kind: 'text', onFail: null })).toBe(true);
    expect(stopsChain({ kind: 'template', onFail: null })).toBe(true);
    expect(stopsChain({ kind: 'tag', onFail: null })).toBe(false);
    expect(stopsChain({ kind: 'text', onFail: 'go-on' })).toBe(false);
    expect(stopsChain({ kind: 'tag', onFail: 'stop' })).toBe(true);
    expect(isReply({ kind: 'task' })).toBe(false);
  });

  it('[B-04] is refused with a broken pattern, and the place is named', () => {
    const found = draftProblems(
      draft({
        triggers: [
          { kind: 'pattern', pattern: 'ok' },
          { kind: 'pattern', pattern: '[a-' },
        ],
      })
    );
    expect(found).toEqual([
      expect.objectContaining({
        field: 'triggers.1.pattern',
        kind: 'bad-pattern',
        message: expect.stringContaining('[a-') as string,
      }),
    ]);
  });

  it('is refused for slips that would reach the customer', () => {
    expect(problems({ steps: [{ kind: 'text', text: '{{frist_name}}' }] })).toEqual([
      'steps.0.text unknown-variable',
    ]);
    expect(problems({ steps: [text, { kind: 'tag' }] })).toEqual(['steps.1.add tag-missing']);
    expect(
      problems({ steps: [{ kind: 'buttons', text: 'x', buttons: ['Evet', 'Evet'] }] })
    ).toEqual(['steps.0.buttons same-buttons']);
    expect(
      problems({ steps: [{ kind: 'buttons', text: 'x', buttons: ['Ben {{first_name}}'] }] })
    ).toEqual(['steps.0.buttons variable-in-button']);
    expect(problems({ triggers: [{ kind: 'event', event: 'tag-added' }] })).toEqual([
      'triggers.0.value tag-missing',
    ]);
    expect(problems({})).toEqual([]);
  });

  it('[B-16] names keys of other systems in headers of calls only', () => {
    const said = 'Şifre {{secret.crm}}';
    expect(problems({ steps: [{ kind: 'text', text: said }] })).toEqual([
      'steps.0.text secret-elsewhere',
    ]);
    const call = (more: object) =>
      flowGraph.parse({
        start: 'h',
        nodes: [
          { id: 'h', step: { kind: 'http', method: 'POST', url: 'https://a.example/', ...more } },
        ],
      });
    expect(problems({ steps: [], graph: call({ body: `"${said}"` }) })).toEqual([
      'graph.nodes.0.step.body secret-elsewhere',
    ]);
    const headers = [{ name: 'Authorization', value: '{{secret.crm}}' }];
    expect(problems({ steps: [], graph: call({ headers }) })).toEqual([]);
  });

  it('has few enough replies never to trip the loop guard by itself', () => {
    expect(problems({ steps: [text, text, text, text, text] })).toEqual([]);
    expect(problems({ steps: [text, text, text, text, text, text] })).toEqual([
      'steps too-many-replies',
    ]);
  });

  it.each(['message', 'first-message', 'opened', 'reopened', 'ad'] as const)(
    '[C-04] does not count as an answer to any words (%s)',
    (event) => {
      const any = { kind: 'event' as const, event };
      const word = { kind: 'keyword' as const, match: 'exact' as const, words: ['hours'] };
      expect(problems({ countsAsAnswered: true, triggers: [word, any] })).toEqual([
        'countsAsAnswered answers-anything',
      ]);
      expect(problems({ triggers: [word, any] })).toEqual([]);
      expect(problems({ countsAsAnswered: true, triggers: [word] })).toEqual([]);
    }
  );

  it('ends with the handover', () => {
    expect(problems({ steps: [text, { kind: 'handover' }] })).toEqual([]);
    expect(problems({ steps: [{ kind: 'handover' }, text] })).toEqual(['steps.1 after-handover']);
  });
});

describe('overlaps of bots', () => {
  const bot = (position: number, body: Partial<BotBody>): Ordered => {
    const { triggers, accountId } = draft(body);
    return { id: position, name: `bot ${position}`, position, triggers, accountId };
  };
  const words = (...list: string[]): Partial<BotBody> => ({
    triggers: [{ kind: 'keyword', match: 'contains', words: list }],
  });

  it('name a message that both would answer, and who is asked first', () => {
    const mine = bot(2, words('kargo takip'));
    expect(
      overlapsOf(mine, [bot(1, words('iade', 'Kargo')), mine, bot(3, words('fatura'))])
    ).toEqual([{ botId: 1, name: 'bot 1', sample: 'kargo takip', kind: 'words', first: 'other' }]);
    expect(overlapsOf(bot(0, words('kargo')), [bot(1, words('kargo takip'))])).toEqual([
      expect.objectContaining({ sample: 'kargo takip', first: 'this' }),
    ]);
  });

  it('see a word that another bot’s pattern finds', () => {
    const pattern = bot(1, { triggers: [{ kind: 'pattern', pattern: '^kar.o$' }] });
    expect(overlapsOf(bot(2, words('kargo')), [pattern])).toHaveLength(1);
    expect(overlapsOf(bot(2, words('iade')), [pattern])).toHaveLength(0);
  });

  it('say where the first one answers only under conditions', () => {
    const vip = { kind: 'people', filter: { tags: { include: ['vip'] } } };
    const only = (...nodes: object[]): Partial<BotBody> => ({
      triggers: [
        {
          kind: 'keyword',
          match: 'contains',
          words: ['kargo'],
          when: { kind: 'group', match: 'all', nodes },
        },
      ],
    });
    const conditional = (mine: Ordered, other: Ordered) =>
      overlapsOf(mine, [other]).map((one) => `${one.first} ${one.conditional ?? false}`);
    expect(conditional(bot(1, only(vip)), bot(2, words('kargo')))).toEqual(['this true']);
    expect(conditional(bot(2, words('kargo')), bot(1, only(vip)))).toEqual(['other true']);
    // The first one always answers, whatever the other asks.
    expect(conditional(bot(1, words('kargo')), bot(2, only(vip)))).toEqual(['this false']);
    expect(conditional(bot(1, only()), bot(2, words('kargo')))).toEqual(['this false']);
    const both = { triggers: [...(only(vip).triggers ?? []), ...(words('kargo').triggers ?? [])] };
    expect(conditional(bot(1, both), bot(2, words('kargo')))).toEqual(['this false']);
  });

  it('see events that come together, and none between bots of different numbers', () => {
    const first: Partial<BotBody> = { triggers: [{ kind: 'event', event: 'first-message' }] };
    const any: Partial<BotBody> = { triggers: [{ kind: 'event', event: 'message' }] };
    expect(overlapsOf(bot(1, first), [bot(2, any)])).toEqual([
      expect.objectContaining({ sample: 'first-message', kind: 'event', first: 'this' }),
    ]);
    expect(
      overlapsOf(bot(1, { ...any, accountId: 1 }), [bot(2, { ...any, accountId: 2 })])
    ).toEqual([]);
  });
});

it('[B-16] decides once for each deleted step, and moves contacts only to a step that is there', () => {
  const graph = flowGraph.parse({ start: 'a', nodes: [{ id: 'a', step: text }] });
  const wrong = (...waiting: Parameters<typeof waitingProblem>[0]) => {
    const found = waitingProblem(waiting, graph);
    return found && `${found.field} ${found.kind}`;
  };
  expect(wrong({ node: 'b', then: 'end' }, { node: 'c', then: 'move', to: 'a' })).toBeNull();
  expect(wrong({ node: 'a', then: 'end' })).toBe('waiting.0.node step-stays');
  expect(wrong({ node: 'b', then: 'move', to: 'c' })).toBe('waiting.0.to target-gone');
  expect(wrong({ node: 'b', then: 'end' }, { node: 'b', then: 'finish' })).toBe(
    'waiting.1.node decided-twice'
  );
});
