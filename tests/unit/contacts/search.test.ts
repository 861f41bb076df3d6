import { contactSearch } from '../../../server/src/contacts/search';

describe('contactSearch', () => {
  it('[C-09] looks for every word of the folded text', () => {
    expect(contactSearch('sqlite', 'Kaya AYŞE')?.bindings).toEqual(['%kaya%', '%ayse%']);
    expect(contactSearch('sqlite', 'Kaya AYŞE')?.sql.match(/name_search/g)).toHaveLength(2);
  });

  it.each([
    '0532 123 45 67',
    '+90 (532) 123-45-67',
    '905321234567',
    '0090 532 123 45 67',
    '\u202a+90 532 123 45 67\u202c',
    '٠٥٣٢ ١٢٣ ٤٥ ٦٧',
    'https://wa.me/905321234567',
  ])('[C-09] finds the number %s by its digits', (typed) => {
    const digits = contactSearch('sqlite', typed)?.bindings.at(-1) ?? '';
    expect('%905321234567%').toContain(digits.replaceAll('%', ''));
    expect(digits.length).toBeGreaterThan(10);
  });

  it('takes wildcards of LIKE as plain characters', () => {
    expect(contactSearch('sqlite', '100%_!')?.bindings).toEqual(['%100!%!_!!%']);
  });

  it('does not search for nothing, nor for NUL', () => {
    expect(contactSearch('sqlite', undefined)).toBeNull();
    expect(contactSearch('sqlite', '  \u0000 ')).toBeNull();
    expect(contactSearch('sqlite', 'a\u0000b')?.bindings).toEqual(['%ab%']);
  });

  it('bounds the work of a hostile query', () => {
    expect(contactSearch('sqlite', 'a '.repeat(5_000))?.bindings.length).toBeLessThanOrEqual(6);
    expect(
      contactSearch('sqlite', '9'.repeat(5_000))?.bindings.every((one) => one.length <= 202)
    ).toBe(true);
  });

  it('names the alias it is asked for', () => {
    expect(contactSearch('sqlite', '123456', 'p')?.sql).toContain('p.phone LIKE');
  });
});
