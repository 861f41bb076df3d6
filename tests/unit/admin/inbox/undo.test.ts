import { backOf, backOfMany } from '../../../../admin/src/pages/Inbox/model/undo';
import { contactOf, conversationOf } from '../../../support/message-views';

const HOUR = 3_600_000;

describe('the way back of a change', () => {
  it('[C-24] each goes back to where it stood, those that stood alike together', () => {
    const until = Date.now() + HOUR;
    const rows = [
      conversationOf(1),
      conversationOf(2, { status: 'closed', closeReason: 'spam' }),
      conversationOf(3),
      conversationOf(4, { status: 'snoozed', snoozedUntil: until }),
      conversationOf(5, { status: 'snoozed', snoozedUntil: Date.now() - HOUR }),
    ];
    expect(backOfMany(rows, { status: 'closed' })).toEqual([
      { ids: [1, 3, 5], change: { status: 'open' } },
      { ids: [2], change: { status: 'closed', closeReason: 'spam' } },
      { ids: [4], change: { status: 'snoozed', snoozedUntil: until } },
    ]);
  });

  it('[C-24] [C-25] a tag is taken from those only who did not have it before', () => {
    const tagged = conversationOf(1, { contact: contactOf(1, { tags: ['vip'] }) });
    const plain = conversationOf(2, { contact: contactOf(2, { tags: [] }) });
    expect(backOfMany([tagged, plain], { tags: { add: ['vip'], remove: [] } })).toEqual([
      { ids: [2], change: { tags: { add: [], remove: ['vip'] } } },
    ]);
  });

  it('bots go on, or are silent again', () => {
    const row = conversationOf(1);
    expect(backOf(row, { bots: 'paused' })).toEqual({ bots: 'active' });
    expect(backOf(row, { bots: 'active' })).toEqual({ bots: 'paused' });
    // Closing hands a conversation back to them.
    const taken = conversationOf(1, { botPausedAt: 1 });
    expect(backOf(taken, { status: 'closed' })).toEqual({ status: 'open', bots: 'paused' });
  });
});
