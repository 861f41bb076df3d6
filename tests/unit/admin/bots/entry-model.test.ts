import {
  conditionWith,
  entryErrors,
  filterField,
  newEntryStep,
  shownTest,
  testsOf,
} from '../../../../admin/src/pages/Bots/flow/model/entry';

const type = 'api::order.order';
const moment = filterField(type, {
  ...{ field: 'startsAt', label: 'Starts', kind: 'moment', choices: [], writable: false },
});
const plain = { field: 'startsAt', operator: 'is', value: 1 } as const;

describe('the form of a step with an entry', () => {
  it('[B-25] asks of a day or a moment whether it lies ahead', () => {
    const ahead = conditionWith(plain, moment, 'ahead');
    expect(ahead).toEqual({ field: 'startsAt', operator: 'after', value: 'now' });
    expect([shownTest(ahead), shownTest(plain)]).toEqual(['ahead', 'is']);
    const past = { operator: 'before', value: 'now' };
    expect(conditionWith(ahead, moment, 'past')).toMatchObject(past);
    expect(shownTest(conditionWith(ahead, moment, 'past'))).toBe('past');
    // A day is to be chosen again.
    const before = { operator: 'before', value: '' };
    expect(conditionWith(ahead, moment, 'before')).toMatchObject(before);
    expect(testsOf('moment').map(([test]) => test)).toContain('ahead');
    expect(testsOf('number').map(([test]) => test)).not.toContain('ahead');
  });

  it('[B-25] names a condition of the change that lacks its value, where it changes one', () => {
    const values = [{ field: 'state', text: 'sent' }];
    const only = [{ field: 'startsAt', operator: 'before' as const, value: '' }];
    const step = { ...newEntryStep(), type, values, only, which: { by: 'automation' as const } };
    expect(entryErrors({ ...step, action: 'change' })).toEqual({
      'only.0': 'flows.error.conditions',
    });
    expect(entryErrors({ ...step, action: 'find' })).toEqual({});
  });
});
