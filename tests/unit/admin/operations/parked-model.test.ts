import {
  parkedKey,
  prettyJson,
  reasonsOf,
} from '../../../../admin/src/pages/Operations/parked-model';

describe('what the tab of failed webhooks shows', () => {
  it('[L-10] indents JSON, and leaves what is none as it came', () => {
    expect(prettyJson('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}');
    expect(prettyJson('{"a":[1')).toBe('{"a":[1');
    expect(prettyJson('')).toBe('');
  });

  it('[L-10] puts the most frequent reason first, equal ones by name', () => {
    const reasons = [
      { reason: 'refused' as const, count: 1 },
      { reason: 'error' as const, count: 9 },
      { reason: 'database' as const, count: 1 },
    ];
    expect(reasonsOf({ reasons }).map(({ reason }) => reason)).toEqual([
      'error',
      'database',
      'refused',
    ]);
    expect(reasons[0]?.reason).toBe('refused');
  });

  it('[L-10] keeps a change and a delivery of the same id apart', () => {
    expect(parkedKey({ source: 'changes', id: 7 })).not.toBe(
      parkedKey({ source: 'events', id: 7 })
    );
  });
});
