import fc from 'fast-check';
import { hint } from '../../../server/src/contracts/realtime';
import { hasLost, maySee, type Viewer } from '../../../server/src/realtime/domain/audience';
import { formatPosition, parsePosition } from '../../../server/src/realtime/domain/position';
import { rightsOf } from '../../../server/src/realtime/domain/rights';

const TYPES = hint.shape.type.options;
const viewer = (userId: number, ...actions: string[]): Viewer => ({
  userId,
  can: (action) => actions.includes(action),
});

describe('who hears of a change', () => {
  it('[X-05] without any permission nobody hears anything', () => {
    for (const type of TYPES) expect(maySee(viewer(1), { type }, null)).toBe(false);
  });

  it('[X-05] only of conversations that are or were one’s own, or unassigned where one may see these', () => {
    const assignee = fc.option(fc.integer({ min: 1, max: 4 }));
    fc.assert(
      fc.property(
        fc.constantFrom(
          'conversation' as const,
          'message' as const,
          'note' as const,
          'presence' as const
        ),
        fc.array(assignee, { maxLength: 2 }),
        (type, assignees) => {
          const told = maySee(viewer(1, 'chat.read'), { type }, { assignees });
          expect(told).toBe(assignees.includes(1));
          const nobodys = maySee(
            viewer(1, 'chat.read', 'chat.read-unassigned'),
            { type },
            { assignees }
          );
          expect(nobodys).toBe(assignees.includes(1) || assignees.includes(null));
          expect(maySee(viewer(1, 'chat.read', 'chat.read-all'), { type }, { assignees })).toBe(
            true
          );
        }
      )
    );
  });

  it('who may only follow campaigns hears nothing of chats, contacts or logs', () => {
    const told = TYPES.filter((type) => maySee(viewer(1, 'campaign.follow'), { type }, null));
    expect(told.sort()).toEqual(['account', 'campaign']);
  });

  it('“read everybody’s” alone opens nothing', () => {
    for (const type of TYPES)
      expect(maySee(viewer(1, 'chat.read-all'), { type }, null)).toBe(false);
  });
});

describe('what somebody may do of ours', () => {
  const grant = (action: string, conditions: unknown = []) => ({
    action: `plugin::whatsapp.${action}`,
    conditions,
  });

  it('is the same by whichever roles, and in whichever order, it is given', () => {
    const [read, all] = [grant('chat.read'), grant('chat.read-all')];
    expect(rightsOf([read, all], false).mark).toBe(rightsOf([all, read, all], false).mark);
  });

  it.each([
    ['one more', [grant('chat.read'), grant('chat.reply')], false],
    ['another condition', [grant('chat.read', ['admin::is-creator'])], false],
    ['none', [], false],
    ['everything', [grant('chat.read')], true],
  ])('differs with %s', (...row) => {
    const [, grants, isSuper] = row;
    expect(rightsOf(grants, isSuper).mark).not.toBe(rightsOf([grant('chat.read')], false).mark);
  });

  it('has got less only where something is gone by which it is judged who hears of it', () => {
    const before = viewer(1, 'chat.read', 'chat.read-unassigned', 'price.maintain');
    const now = rightsOf([grant('chat.read'), grant('chat.read-all')], false);
    expect(hasLost(before, now.may)).toBe(true);
    expect(hasLost(viewer(1, 'chat.read', 'price.maintain'), now.may)).toBe(false);
    expect(hasLost(before, rightsOf([], true).may)).toBe(false);
  });
});

describe('the place in the feed', () => {
  it('is read back', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z0-9]{1,32}$/),
        fc.integer({ min: 0, max: 999_999_999_999_999 }),
        (epoch, pos) => {
          expect(parsePosition(formatPosition({ epoch, pos }))).toEqual({ epoch, pos });
        }
      )
    );
  });

  it('of a stranger is none', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const found = parsePosition(text);
        return found === null || formatPosition(found).length <= text.length;
      })
    );
    for (const bad of ['', 'x', 'x.', '.5', 'x.-1', 'x.1e3', 'X.1', 'x.1 ', undefined])
      expect(parsePosition(bad)).toBeNull();
  });
});
