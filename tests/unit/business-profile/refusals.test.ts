import { classifyGraphError } from '../../../server/src/cloud-api/errors';
import {
  pictureProblem,
  profileProblems,
  PROFILE_PICTURE,
} from '../../../server/src/contracts/business-profile';
import { refusedByMeta } from '../../../server/src/business-profile/refusals';

const refusal = (message: string) =>
  refusedByMeta(classifyGraphError({ status: 400, code: 100, message }));

describe('a refusal of Meta', () => {
  it.each([
    ['(#100) Param description must be at most 256 characters long.', 'description'],
    ['(#100) Param websites[0] is not a valid URI', 'websites'],
    ['(#100) Param email must be a valid email address.', 'email'],
    ['(#100) Param profile_picture_handle is not a handle.', 'picture'],
    ['(#100) Param about must be at least 1 characters long.', 'about'],
    ['(#100) Invalid email address', 'email'],
  ])('stands at the field that its sentence names: %s', (message, field) => {
    const { kind, details } = refusal(message);
    expect(kind).toBe('profile-invalid');
    expect(details).toMatchObject({ field, problems: [{ field, code: 'refused', said: message }] });
  });

  it('that names no field is shown as a whole, in both languages', () => {
    const { kind, details } = refusal('(#100) Invalid parameter');
    expect(kind).toBe('profile-refused');
    const one = { text: expect.any(String), advice: expect.any(String) };
    expect(details).toMatchObject({ words: { en: one, tr: one } });
    expect(details.field).toBeUndefined();
  });

  it('of the token is none of a field, whatever word it holds', () => {
    const error = { status: 401, code: 190, subcode: 463, message: 'Error about your session' };
    expect(refusedByMeta(classifyGraphError(error)).kind).toBe('profile-refused');
  });
});

describe('the rules of a profile', () => {
  it('take what WhatsApp takes, at the edge of each limit', () => {
    const values = {
      about: 'x'.repeat(139),
      address: 'x'.repeat(256),
      description: 'x'.repeat(512),
      email: 'a@b.example',
      websites: [`https://shop.example/${'x'.repeat(235)}`, 'https://shop.example'],
      vertical: 'OTC_DRUGS',
    };
    expect(profileProblems(values)).toEqual([]);
    expect(profileProblems({ email: '', websites: [], vertical: '', address: '' })).toEqual([]);
  });

  it.each([
    ['about', { about: 'x'.repeat(140) }, 'too-long'],
    ['address', { address: 'x'.repeat(257) }, 'too-long'],
    ['email', { email: `${'x'.repeat(120)}@shop.example` }, 'too-long'],
    ['websites', { websites: [`https://shop.example/${'x'.repeat(240)}`] }, 'too-long'],
    ['websites', { websites: ['javascript:alert(1)'] }, 'website'],
    ['websites', { websites: [''] }, 'website'],
  ])('name the field %s: %#', (field, values, code) => {
    expect(profileProblems(values)).toMatchObject([{ field, code }]);
  });

  it('judge a picture by its content and size', () => {
    const { maxBytes } = PROFILE_PICTURE;
    expect(pictureProblem({ mime: 'image/png', sizeBytes: maxBytes })).toBeNull();
    expect(pictureProblem({ mime: 'image/png', sizeBytes: maxBytes + 1 })?.code).toBe(
      'picture-large'
    );
    expect(pictureProblem({ mime: 'image/webp', sizeBytes: 1 })?.code).toBe('picture-type');
    expect(pictureProblem({ mime: null, sizeBytes: 1 })?.code).toBe('picture-type');
    expect(pictureProblem(null)?.code).toBe('picture-missing');
  });
});
