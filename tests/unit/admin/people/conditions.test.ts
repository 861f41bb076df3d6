import {
  conditionOn,
  dayOfCondition,
  fieldOf,
  offeredFields,
  profileFields,
  recordFields,
  withDay,
  withOperator,
} from '../../../../admin/src/shared/people/conditions';
import {
  conditionsOn,
  readFilterParam,
  filterParam,
  withConditions,
  withConditionState,
} from '../../../../admin/src/shared/people/filter-model';
import { fieldCondition, peopleFilter } from '../../../../server/src/contracts/audience';
import { filterKind } from '../../../../server/src/records/domain/filter-kind';

const facets = {
  fields: [
    {
      id: 1,
      key: 'city',
      label: 'City',
      labelTr: 'Şehir',
      kind: 'text' as const,
      choices: [],
      archived: false,
      sensitive: null,
      allowed: [],
      values: 0,
    },
  ],
  linked: [
    {
      type: 'api::customer.customer',
      label: 'Customer',
      fields: [
        { key: 'city', label: 'City', kind: 'text' as const, choices: [], locked: false },
        {
          key: 'tier',
          label: 'Tier',
          kind: 'choice' as const,
          choices: ['silver', 'gold'],
          locked: false,
        },
        {
          key: 'lastVisit',
          label: 'Last visit',
          kind: 'moment' as const,
          choices: [],
          locked: false,
        },
      ],
    },
  ],
};
const [city, tier, lastVisit] = recordFields(facets) as Required<
  ReturnType<typeof recordFields>[number]
>[];

describe('conditions on fields of linked records', () => {
  it('[P-07] name the content type and the field, and begin with a value that fits its type', () => {
    expect(city?.label).toBe('Customer › City');
    const begun = tier && fieldCondition.parse(conditionOn(tier));
    expect(begun).toEqual({
      on: 'record',
      type: 'api::customer.customer',
      key: 'tier',
      operator: 'is',
      value: 'silver',
      exclude: false,
    });
  });

  it('[P-07] are no conditions on a profile field that has the same name', () => {
    const all = [...profileFields(facets, 'tr'), ...recordFields(facets)];
    const mine = city && conditionOn(city);
    expect(mine && fieldOf(all, mine)?.label).toBe('Customer › City');
    const own = { on: 'custom' as const, key: 'city', operator: 'is' as const, exclude: false };
    expect(fieldOf(all, own)?.label).toBe('Şehir');
    const filter = withConditions({ fields: [own] }, 'record', mine ? [mine] : []);
    expect(conditionsOn(filter, 'custom')).toEqual([own]);
    expect(conditionsOn(filter, 'record')).toEqual([mine]);
    expect(readFilterParam(filterParam(filter))).toEqual(peopleFilter.parse(filter));
  });

  it('[M-20] include, exclude and clear in turn', () => {
    const mine = conditionOn(city as NonNullable<typeof city>);
    expect(withConditionState(mine, 'exclude')).toEqual({ ...mine, exclude: true });
    expect(withConditionState({ ...mine, exclude: true }, 'include')).toEqual(mine);
    expect(withConditionState(mine, 'off')).toBeNull();
  });

  it('[P-07] ask a day and time by the whole day of the viewer’s clock', () => {
    const begun = conditionOn(lastVisit as NonNullable<typeof lastVisit>);
    const on = withDay(begun, 'moment', '2026-05-05');
    expect(on.value).toBe(new Date('2026-05-05T00:00:00').getTime());
    const after = withOperator(on, 'moment', 'after');
    expect(after.value).toBe(new Date('2026-05-05T23:59:59.999').getTime());
    expect(dayOfCondition(after)).toBe('2026-05-05');
    expect(withDay(after, 'moment', '').value).toBe('');
    expect(withDay(begun, 'date', '2026-05-05').value).toBe('2026-05-05');
  });

  it.each([
    ['string', 'text'],
    ['email', 'text'],
    ['time', 'text'],
    ['biginteger', 'number'],
    ['decimal', 'number'],
    ['boolean', 'yes-no'],
    ['enumeration', 'choice'],
    ['date', 'date'],
    ['datetime', 'moment'],
  ])('[P-07] a field of the type %s is asked as %s', (type, kind) => {
    expect(filterKind(type)).toBe(kind);
  });
});

describe('sensitive fields in conditions', () => {
  it('[X-10] are offered only where they are allowed for segments, and keep their name where they were asked', () => {
    const [plain] = facets.fields;
    if (!plain) throw new Error('no field');
    const marked = (allowed: ('messages' | 'segments')[]) =>
      profileFields(
        { fields: [plain, { ...plain, key: 'allergy', sensitive: 'health', allowed }] },
        'en'
      );
    const keys = (allowed: ('messages' | 'segments')[]) =>
      offeredFields(marked(allowed)).map(({ key }) => key);
    expect(keys(['messages'])).toEqual(['city']);
    expect(keys(['segments'])).toEqual(['city', 'allergy']);
    expect(marked([])).toHaveLength(2);
  });
});
