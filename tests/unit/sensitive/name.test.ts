import fc from 'fast-check';
import { allowSensitiveBody, type SensitiveField } from '../../../server/src/contracts/sensitive';
import { fieldOf, nameOf } from '../../../server/src/sensitive/domain/name';

const key = fc.stringMatching(/^[a-z][a-z0-9_]{0,30}$/);
const field: fc.Arbitrary<SensitiveField> = fc.oneof(
  fc.record({ on: fc.constant('custom' as const), key }),
  fc.record({
    on: fc.constant('record' as const),
    type: fc.constantFrom('api::patient.patient', 'plugin::users-permissions.user'),
    key,
  })
);

describe('the name of a sensitive field', () => {
  it('[X-10] is read back as the same field, and no two fields share one', () => {
    fc.assert(
      fc.property(field, field, (a, b) => {
        expect(fieldOf(nameOf(a))).toEqual(a);
        expect(nameOf(a) === nameOf(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      })
    );
  });

  it('is nothing when it is none of ours', () => {
    for (const name of ['', 'custom:', 'record:x', 'other:a', 'custom:a:b'])
      expect(fieldOf(name)).toBeNull();
  });

  it('[X-10] a use is allowed by a reason that says something', () => {
    const body = { field: { on: 'custom', key: 'allergy' }, use: 'segments' };
    const reads = (reason: string) => allowSensitiveBody.safeParse({ ...body, reason }).success;
    expect(reads('a recall')).toBe(false);
    expect(reads('          ')).toBe(false);
    expect(reads('a recall of nuts')).toBe(true);
  });
});
