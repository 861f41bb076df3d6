import type { DataPurpose, RecordDataConsentBody } from '../../../../server/src/contracts/consent';
import type {
  ContactDetails,
  ContactView,
  CreateContactBody,
  RecordConsentBody,
  UpdateContactBody,
} from '../../../../server/src/contracts/contacts';
import { mergeEntries, mergeForm, type Merged, type Versions } from '../../shared/merge-form';
import type { Key } from '../../translations/key';

/** What a form holds of a person; `custom` is by key of the profile field, as typed. */
export type ContactForm = {
  givenName: string;
  familyName: string;
  /** Only where it differs from given name and surname. */
  name: string;
  phone: string;
  country: string;
  email: string;
  language: string;
  timezone: string;
  town: string;
  /** Id of the admin user as text; empty = nobody. */
  owner: string;
  tags: string[];
  custom: Record<string, string>;
};

export const emptyContact: ContactForm = {
  givenName: '',
  familyName: '',
  name: '',
  phone: '',
  country: '',
  email: '',
  language: '',
  timezone: '',
  town: '',
  owner: '',
  tags: [],
  custom: {},
};

const fullName = (form: Pick<ContactForm, 'givenName' | 'familyName'>): string =>
  [form.givenName.trim(), form.familyName.trim()].filter(Boolean).join(' ');

export const formOfContact = (c: ContactView): ContactForm => {
  const names = { givenName: c.givenName ?? '', familyName: c.familyName ?? '' };
  return {
    ...names,
    name: c.name === fullName(names) ? '' : c.name,
    phone: c.phone ?? '',
    country: c.country ?? '',
    email: c.email ?? '',
    language: c.language ?? '',
    timezone: c.timezone ?? '',
    town: c.town ?? '',
    owner: c.owner ? String(c.owner.id) : '',
    tags: c.tags,
    custom: Object.fromEntries(
      Object.entries(c.custom).map(([key, value]) => [key, String(value)])
    ),
  };
};

/** Mistakes by field of the form; of a profile field as `custom.<key>`. */
export type ContactProblems = Record<string, string>;

/** Mistakes that need no server; keys of words. A person without a number (known by username) keeps it empty. */
export const contactProblems = (form: ContactForm, phoneRequired: boolean): Record<string, Key> => {
  const problems: Record<string, Key> = {};
  if (form.name.trim() === '' && fullName(form) === '') {
    problems.givenName = 'contacts.problem.name';
  }
  const phone = form.phone.trim();
  if (phone === '' ? phoneRequired : phone.replace(/\D/g, '').length < 3) {
    problems.phone = 'contacts.problem.phone';
  }
  if (form.email.trim() !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(form.email.trim())) {
    problems.email = 'contacts.problem.email';
  }
  if (form.tags.some((tag) => tag.length > 60) || form.tags.length > 50) {
    problems.tags = 'contacts.problem.tags';
  }
  return problems;
};

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
const ownerOf = (form: ContactForm): number | null =>
  form.owner === '' ? null : Number(form.owner);

const names = (
  form: ContactForm
): Pick<CreateContactBody, 'name' | 'givenName' | 'familyName'> => ({
  ...(form.name.trim() === '' ? {} : { name: form.name.trim() }),
  givenName: orNull(form.givenName),
  familyName: orNull(form.familyName),
});

export const createBody = (form: ContactForm): CreateContactBody => ({
  ...names(form),
  phone: form.phone.trim(),
  ...(form.country === '' ? {} : { country: form.country }),
  email: orNull(form.email),
  language: orNull(form.language),
  timezone: orNull(form.timezone),
  town: orNull(form.town),
  ownerId: ownerOf(form),
  tags: form.tags,
  custom: Object.fromEntries(Object.entries(form.custom).map(([key, text]) => [key, orNull(text)])),
});

const changedFields = (form: ContactForm, before: ContactForm): Record<string, string | null> =>
  Object.fromEntries(
    Object.entries(form.custom)
      .filter(([key, text]) => text.trim() !== (before.custom[key] ?? '').trim())
      .map(([key, text]) => [key, orNull(text)])
  );

/** The shown name goes along where it is one of its own: without it the server makes it of the two parts. */
const changedNames = (form: ContactForm, before: ContactForm): Partial<CreateContactBody> => {
  const whole = names(form);
  const isOwn = whole.name !== undefined;
  const changed = (key: 'name' | 'givenName' | 'familyName') =>
    form[key].trim() !== before[key].trim();
  const backToParts = changed('name') && !isOwn;
  const parts = (['givenName', 'familyName'] as const).filter((key) => backToParts || changed(key));
  return {
    ...(isOwn && (changed('name') || parts.length > 0) ? { name: whole.name } : {}),
    ...Object.fromEntries(parts.map((key) => [key, whole[key]])),
  };
};

/** Only what was changed, so that two people editing one contact do not undo each other. */
export const updateBody = (form: ContactForm, before: ContactForm): UpdateContactBody => {
  const whole = createBody(form);
  type Text = Exclude<keyof ContactForm, 'tags' | 'custom'>;
  const changed = (key: Text) => form[key].trim() !== before[key].trim();
  const custom = changedFields(form, before);
  return {
    ...changedNames(form, before),
    ...(changed('phone') && whole.phone !== '' ? { phone: whole.phone } : {}),
    ...(changed('country') && whole.country ? { country: whole.country } : {}),
    ...(changed('email') ? { email: orNull(form.email) } : {}),
    ...(changed('language') ? { language: orNull(form.language) } : {}),
    ...(changed('timezone') ? { timezone: orNull(form.timezone) } : {}),
    ...(changed('town') ? { town: orNull(form.town) } : {}),
    ...(changed('owner') ? { ownerId: ownerOf(form) } : {}),
    ...(form.tags.join('\n') === before.tags.join('\n') ? {} : { tags: form.tags }),
    ...(Object.keys(custom).length > 0 ? { custom } : {}),
  };
};

export const isDirty = (form: ContactForm, before: ContactForm): boolean =>
  JSON.stringify(form) !==
  JSON.stringify({ ...before, custom: { ...emptyOf(form), ...before.custom } });

/** When somebody else saved the person meanwhile: own fields and tags are taken over one by one. */
export const mergeContact = ({ base, form, saved }: Versions<ContactForm>): Merged<ContactForm> => {
  const whole = mergeForm({ base, form, saved });
  // An own field that was opened and left empty is no change.
  const typed = Object.fromEntries(
    Object.entries(form.custom).filter(([key, text]) => text !== '' || key in base.custom)
  );
  const custom = mergeForm({ base: base.custom, form: typed, saved: saved.custom });
  const tags = mergeEntries({ base: base.tags, form: form.tags, saved: saved.tags });
  return {
    form: { ...whole.form, custom: custom.form, tags },
    clashes: [
      ...whole.clashes.filter((key) => key !== 'custom' && key !== 'tags'),
      ...custom.clashes.map((key) => `custom.${key}`),
    ],
  };
};

/** A profile field that was opened and left empty is no change. */
const emptyOf = (form: ContactForm): Record<string, string> =>
  Object.fromEntries(Object.keys(form.custom).map((key) => [key, '']));

/** What somebody said yes or no to, and what proves it, while it is written down. */
export interface SaidForm<C extends string> {
  category: C;
  action: RecordConsentBody['action'] | null;
  source: string;
  evidence: string;
}
export type ConsentForm = SaidForm<RecordConsentBody['category']>;
export type DataConsentForm = SaidForm<DataPurpose>;

export const emptyConsent: ConsentForm = {
  category: 'marketing',
  action: null,
  source: '',
  evidence: '',
};

/** The ledger is proof: nothing is recorded without saying what, where and by which evidence. */
const said = <C extends string>(form: SaidForm<C>) => {
  const source = form.source.trim();
  const evidence = form.evidence.trim();
  if (form.action === null || source === '' || evidence === '') return null;
  return { category: form.category, action: form.action, source, evidence };
};

export const consentBody = (form: ConsentForm): RecordConsentBody | null => said(form);

export const emptyDataConsent = (purposes: readonly DataPurpose[]): DataConsentForm => ({
  ...emptyConsent,
  category: purposes[0] ?? 'tracking',
});

/** The same for a purpose of data collection. */
export const dataConsentBody = (form: DataConsentForm): RecordDataConsentBody | null => {
  const body = said(form);
  if (!body) return null;
  const { category: purpose, ...rest } = body;
  return { purpose, ...rest };
};

export { addressOf, lastTalk } from '../../shared/people/person';

/** Newest first. */
export const timeline = (
  events: ContactDetails['consentEvents']
): ContactDetails['consentEvents'] => [...events].sort((a, b) => b.at - a.at || b.id - a.id);

const knownActions = ['opt-in', 'opt-out', 'lifted', 'not-theirs', 'pause', 'resume'] as const;
export const consentActionKey = (action: string): Key | null => {
  const known = knownActions.find((a) => a === action);
  return known ? `contacts.consentAction.${known}` : null;
};
