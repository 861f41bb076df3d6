import { departureOf } from '../../../../admin/src/pages/Inbox/model/departure';
import type { ConversationEventView } from '../../../../server/src/contracts/conversations';
import { conversationOf } from '../../../support/message-views';

const can = { id: 2, name: 'Can' };
const ada = { id: 1, name: 'Ada' };
const eventOf = (
  kind: ConversationEventView['kind'],
  part: Partial<ConversationEventView> = {}
): ConversationEventView => ({
  id: 1,
  conversationId: 1,
  kind,
  at: 1,
  agent: can,
  target: null,
  subject: null,
  ...part,
});
const row = conversationOf(1);

describe('why a conversation left the list', () => {
  it.each([
    ['closed', { word: 'closed', by: 'Can', target: null }],
    ['snoozed', { word: 'snoozed', by: 'Can', target: null }],
  ] as const)('[C-03] of the open ones it was %s, and by whom', (kind, said) => {
    const events = [eventOf(kind)];
    expect(departureOf({ row, events, filters: {}, me: 1 })).toEqual(said);
    // A row that this page changed itself stands in the new state already.
    const changed = conversationOf(1, { status: kind });
    expect(departureOf({ row: changed, events, filters: {}, me: 1 })).toEqual(said);
  });

  it('[C-03] of the closed ones it was opened, by a colleague or by a new message', () => {
    const shut = conversationOf(1, { status: 'closed' });
    const open = { word: 'open', target: null };
    const of = (events: ConversationEventView[]) =>
      departureOf({ row: shut, filters: { status: 'closed' }, events, me: 1 });
    expect(of([eventOf('reopened')])).toEqual({ ...open, by: 'Can' });
    expect(of([eventOf('reopened', { agent: null })])).toEqual({ ...open, by: null });
    expect(of([eventOf('closed'), eventOf('woken', { agent: null })])).toEqual({
      ...open,
      by: null,
    });
  });

  it('[C-24] of mine, of an unassigned one and of a colleague’s it was assigned to somebody else, or to nobody', () => {
    const given = [eventOf('assigned', { agent: ada, target: can })];
    const mine = conversationOf(1, { assignee: ada });
    const toCan = { word: 'assigned', by: 'Ada', target: 'Can' };
    expect(departureOf({ row: mine, events: given, filters: { scope: 'mine' }, me: 1 })).toEqual(
      toCan
    );
    expect(departureOf({ row, events: given, filters: { scope: 'unassigned' }, me: 1 })).toEqual(
      toCan
    );
    expect(departureOf({ row: mine, events: given, filters: { assigneeId: 1 }, me: 1 })).toEqual(
      toCan
    );
    const taken = [eventOf('unassigned')];
    expect(departureOf({ row: mine, events: taken, filters: { scope: 'mine' }, me: 1 })).toEqual({
      word: 'unassigned',
      by: 'Can',
      target: null,
    });
  });

  it('what no deed of the team tells is said without a name', () => {
    const other = { word: 'other', by: null, target: null };
    // The closing is an old one: it was opened again, and left because it was read.
    const events = [eventOf('closed'), eventOf('reopened'), eventOf('assigned', { target: can })];
    expect(departureOf({ row, events, filters: { unread: 'true' }, me: 1 })).toEqual(other);
    expect(departureOf({ row, events: [], filters: { status: 'all' }, me: 1 })).toEqual(other);
  });
});
