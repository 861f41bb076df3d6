import { assigneesFor, mayView } from '../../../server/src/conversations/domain/visibility';

describe('whose conversations are seen', () => {
  const agent = { userId: 7, all: false, unassigned: false, locale: 'en' as const };

  it('[X-05] everybody’s, unassigned ones or one’s own, by what the role may', () => {
    const seen = (viewer: typeof agent) => [7, 8, null].map((one) => mayView(viewer, one));
    expect(seen(agent)).toEqual([true, false, false]);
    expect(seen({ ...agent, unassigned: true })).toEqual([true, false, true]);
    expect(seen({ ...agent, all: true })).toEqual([true, true, true]);
    expect(assigneesFor(agent, { scope: 'all' })).toEqual([7]);
  });

  it('[X-05] a reader of the replies to a campaign sees none by its assignee, not even their own', () => {
    const reader = { ...agent, all: true, unassigned: true, repliesTo: 3 };
    expect([7, 8, null].map((one) => mayView(reader, one))).toEqual([false, false, false]);
    for (const scope of ['mine', 'unassigned', 'all'] as const)
      expect(assigneesFor(reader, { scope })).toEqual([]);
  });
});
