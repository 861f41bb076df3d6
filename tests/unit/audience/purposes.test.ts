import { purposesIn, purposesOf } from '../../../server/src/audience/domain/purposes';
import type { SegmentCondition } from '../../../server/src/contracts/segments';

const messages = (types?: string[], direction: 'in' | 'out' = 'in'): SegmentCondition => ({
  kind: 'messages',
  not: false,
  direction,
  ...(types ? { types } : {}),
});
const campaign = (outcome: 'sent' | 'read' | 'answered'): SegmentCondition => ({
  kind: 'campaign',
  not: false,
  outcome,
});

describe('what data a condition looks at', () => {
  it('[X-08] positions, behaviour and profile are told apart', () => {
    expect(purposesOf(messages(['location']))).toEqual(['position']);
    expect(purposesOf(messages(['location', 'text']))).toEqual(['position', 'tracking']);
    expect(purposesOf(messages())).toEqual(['tracking']);
    expect(purposesOf({ kind: 'engagement', not: false, levels: ['high'] })).toEqual(['tracking']);
    expect(purposesOf(campaign('read'))).toEqual(['tracking']);
    expect(purposesOf(campaign('answered'))).toEqual(['tracking']);
    expect(purposesOf({ kind: 'records', not: false, type: 'api::order.order' })).toEqual([
      'profile',
    ]);
  });

  it('[X-08] what we did ourselves, and what lists and consent say, needs none', () => {
    expect(purposesOf(messages(undefined, 'out'))).toEqual([]);
    expect(purposesOf(campaign('sent'))).toEqual([]);
    const tags = { tags: { include: ['vip'], exclude: [] } };
    expect(purposesOf({ kind: 'people', not: false, filter: tags })).toEqual([]);
  });

  it('a tree needs what its conditions need, each once', () => {
    const nodes = [messages(['location']), messages(), campaign('read')];
    expect(purposesIn({ kind: 'group', not: true, match: 'any', nodes })).toEqual([
      'position',
      'tracking',
    ]);
  });
});
