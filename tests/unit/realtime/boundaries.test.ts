import { maySee, type Viewer } from '../../../server/src/realtime/domain/audience';
import { parsePosition } from '../../../server/src/realtime/domain/position';

describe('who hears of a change', () => {
  it('asks for the assignee only where conversations are concerned', () => {
    const viewer: Viewer = {
      userId: 1,
      can: (action) => ['chat.read', 'chat.read-unassigned'].includes(action),
    };
    const others = { assignees: [2] };
    expect(maySee(viewer, { type: 'contact' }, others)).toBe(true);
    expect(maySee(viewer, { type: 'conversation' }, others)).toBe(false);
    expect(maySee(viewer, { type: 'message' }, others)).toBe(false);
  });
});

describe('the place in the feed', () => {
  it.each([
    'X.abc.1',
    '-abc.1',
    'abc.1x',
    'abc.1.',
    'abc.',
    '.1',
    '',
    undefined,
    `abc.${'1'.repeat(16)}`,
  ])('is not read out of %p', (text) => {
    expect(parsePosition(text)).toBeNull();
  });
});
