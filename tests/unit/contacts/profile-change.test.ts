import {
  changedExtras,
  changedFields,
  joinedChanges,
  learnedFields,
} from '../../../server/src/contacts/domain/profile-change';

describe('which parts of a profile changed', () => {
  it('names what is another value, and nothing that was not said or is the same', () => {
    const before = { name: 'Ece', email: null, phone: '+905321112233' };
    expect(changedFields(before, { name: 'Ece', email: 'e@example.com' })).toEqual(['email']);
    expect(changedFields(before, { phone: null })).toEqual(['phone']);
  });

  it('[O-23] of what WhatsApp tells: names there, and `identity` once for number and user id', () => {
    const before = { name: '', waId: null, bsuid: null, username: null, profileName: null };
    const after = {
      ...{ name: 'Ece', waId: '905321112233', bsuid: 'TR.1', username: 'ece', profileName: 'Ece' },
    };
    expect(learnedFields(before, after)).toEqual(['name', 'username', 'profileName', 'identity']);
    expect(learnedFields(after, after)).toEqual([]);
  });

  it('compares tags without their order, and profile fields that came, went or changed', () => {
    const before = { tags: ['a', 'b'], custom: { city: 'Van', old: 1 } };
    expect(changedExtras(before, { tags: ['b', 'a'], custom: { city: 'Van', old: 1 } })).toEqual(
      []
    );
    expect(changedExtras(before, { tags: ['a'], custom: { city: 'İzmir', fresh: true } })).toEqual([
      'tags',
      'custom.city',
      'custom.old',
      'custom.fresh',
    ]);
  });

  it('[O-23] makes one change of several of the same contact', () => {
    expect(
      joinedChanges([
        { contactId: 1, fields: ['name'] },
        { contactId: 2, fields: ['tags'] },
        { contactId: 1, fields: ['custom.city', 'name'] },
      ])
    ).toEqual([
      { contactId: 1, fields: ['name', 'custom.city'] },
      { contactId: 2, fields: ['tags'] },
    ]);
  });
});
