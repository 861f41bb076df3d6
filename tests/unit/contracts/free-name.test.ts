import { freeName, shortName } from '../../../server/src/contracts/free-name';

it('[E-07] gives what is made again a name of its own', () => {
  expect(freeName('Welcome', ['Birthday'])).toBe('Welcome');
  expect(freeName('Welcome', ['Welcome'])).toBe('Welcome (2)');
  expect(freeName('Welcome', ['Welcome (2)', 'Welcome'])).toBe('Welcome (3)');
});

it('shortens the name of a copy without cutting an emoji in two', () => {
  expect(shortName('Welcome', 7)).toBe('Welcome');
  expect(shortName('Welcome', 3)).toBe('Wel');
  expect(shortName('Sale 🎉', 6)).toBe('Sale ');
  expect(shortName('Sale 🎉', 7)).toBe('Sale 🎉');
});
