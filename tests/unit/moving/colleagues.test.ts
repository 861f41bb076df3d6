import { awayId, matchColleagues } from '../../../server/src/moving/domain/colleagues';

describe('colleagues of another database', () => {
  it('are known by their e-mail, in whatever case it is written', () => {
    const { known, unknown } = matchColleagues(
      [
        { id: -7, email: 'Ece@example.org' },
        { id: -3, email: 'can@example.org' },
      ],
      [
        { id: 3, email: 'ece@example.org' },
        { id: 7, email: 'stranger@example.org' },
      ]
    );
    expect([...known]).toEqual([[-7, 3]]);
    expect(unknown).toEqual([{ id: -3, email: 'can@example.org' }]);
  });

  it('an id of a second move never meets one of the first', () => {
    const ids = [1, 2, 7, -1, -2, -7].map(awayId);
    expect(new Set(ids).size).toBe(6);
    expect(ids.every((id) => id < 0)).toBe(true);
  });
});
