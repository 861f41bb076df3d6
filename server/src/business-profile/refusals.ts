import { explainForAdmin, type GraphError } from '../cloud-api/errors';
import type { ProfileProblem } from '../contracts/business-profile';
import { DomainError } from '../kernel/errors';
import { fieldRefused } from './domain/refused-field';

const REMEDY: Record<ProfileProblem['code'], string> = {
  'about-empty': 'Enter a text of 1 to 139 characters. WhatsApp requires one.',
  'too-long': 'Shorten the text.',
  email: 'Enter an e-mail address, for example shop@example.com.',
  website: 'Write an address that starts with https://.',
  'too-many': 'Enter at most two websites.',
  vertical: 'Choose one of the categories that WhatsApp knows.',
  'picture-missing': 'Choose a picture from the media library.',
  'picture-type': 'Choose a JPEG or PNG.',
  'picture-large': 'Choose a picture of at most 5 MB.',
  refused: 'Change this value and save again.',
};

/** Values that cannot be kept; the first one names the field for those who read only one. */
export const profileInvalid = (problems: readonly ProfileProblem[]): DomainError => {
  const [first] = problems;
  const code = first?.code ?? 'refused';
  return new DomainError('profile-invalid', `${first?.field ?? 'profile'} cannot be saved`, {
    status: 422,
    field: first?.field ?? '',
    remedy: REMEDY[code],
    problems,
  });
};

/** Meta's no: at the field that its sentence names, else as the trouble of the whole form in our words. */
export const refusedByMeta = (error: GraphError): DomainError => {
  const said = error.details ?? error.title;
  const field = error.class === 'request' ? fieldRefused(said) : null;
  if (field) return profileInvalid([{ field, code: 'refused', said }]);
  const words = explainForAdmin(error.code, error.subcode);
  return new DomainError('profile-refused', words.en.text, {
    status: error.class === 'transient' || error.class === 'rate' ? 503 : 422,
    remedy: words.en.advice,
    words,
    said,
  });
};

export const appUnknown = (): DomainError =>
  new DomainError('app-unknown', 'Meta does not say to which app the token belongs', {
    status: 409,
    field: 'picture',
    remedy: 'Enter the token of a system user with access to the app.',
  });
