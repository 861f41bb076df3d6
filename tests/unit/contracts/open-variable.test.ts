import { holdsVariable } from '../../../server/src/contracts/open-variable';

describe('a variable in braces that nobody filled in', () => {
  it.each([
    '{{1}}',
    'Hi {{ 1 }}!',
    'Hi {{first_name}}',
    '{{first_name|dear customer}}',
    '{{record.api::order.order.state}}',
    '{{müşteri adı}}',
    '{{नाम}}',
  ])('%j is one', (text) => {
    expect(holdsVariable(text)).toBe(true);
  });

  it.each(['{1}', '{{}}', '{{ }}', "style={{color: 'red'}}", '{{', 'a }} b {{ c', ''])(
    '%j is none',
    (text) => {
      expect(holdsVariable(text)).toBe(false);
    }
  );

  it('looks through a hostile text in no time', () => {
    const started = performance.now();
    expect(holdsVariable('{{a '.repeat(20_000))).toBe(false);
    expect(holdsVariable(`{{${'a'.repeat(100_000)}`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
