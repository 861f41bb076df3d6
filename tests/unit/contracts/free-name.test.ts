import { freeName } from '../../../server/src/contracts/free-name';

it('[E-07] gives what is made again a name of its own', () => {
  expect(freeName('Welcome', ['Birthday'])).toBe('Welcome');
  expect(freeName('Welcome', ['Welcome'])).toBe('Welcome (2)');
  expect(freeName('Welcome', ['Welcome (2)', 'Welcome'])).toBe('Welcome (3)');
});
