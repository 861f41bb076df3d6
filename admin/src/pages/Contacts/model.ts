import type {
  ContactDetails,
  ContactView,
  CreateContactBody,
  RecordConsentBody,
  UpdateContactBody,
} from '../../../../server/src/contracts/contacts';

export type ContactForm = {
  name: string;
  phone: string;
  country: string;
  email: string;
  language: string;
  /** Comma separated, as typed. */
  tags: string;
};

export const emptyContact: ContactForm = {
  name: '',
  phone: '',
  country: '',
  email: '',
  language: '',
  tags: '',
};

export const formOfContact = (c: ContactView): ContactForm => ({
  name: c.name,
  phone: c.phone ?? '',
  country: c.country ?? '',
  email: c.email ?? '',
  language: c.language ?? '',
  tags: c.tags.join(', '),
});

/** "vip, istanbul,vip" → two tags: trimmed, without doubles, in the order typed. */
export const tagsOf = (typed: string): string[] => [
  ...new Set(
    typed
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean)
  ),
];

export type ContactProblems = Partial<Record<keyof ContactForm, string>>;

/** Mistakes that need no server; keys of words. A person without a number (known by username) keeps it empty. */
export const contactProblems = (form: ContactForm, phoneRequired: boolean): ContactProblems => {
  const problems: ContactProblems = {};
  if (form.name.trim() === '') problems.name = 'contacts.problem.name';
  const phone = form.phone.trim();
  if (phone === '' ? phoneRequired : phone.replace(/\D/g, '').length < 3) {
    problems.phone = 'contacts.problem.phone';
  }
  if (form.email.trim() !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(form.email.trim())) {
    problems.email = 'contacts.problem.email';
  }
  if (form.country.trim() !== '' && !/^[A-Za-z]{2}$/.test(form.country.trim())) {
    problems.country = 'contacts.problem.country';
  }
  if (form.language.trim().length > 12) problems.language = 'contacts.problem.language';
  if (tagsOf(form.tags).some((tag) => tag.length > 60) || tagsOf(form.tags).length > 50) {
    problems.tags = 'contacts.problem.tags';
  }
  return problems;
};

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

export const createBody = (form: ContactForm): CreateContactBody => ({
  name: form.name.trim(),
  phone: form.phone.trim(),
  ...(form.country.trim() === '' ? {} : { country: form.country.trim().toUpperCase() }),
  email: orNull(form.email),
  language: orNull(form.language),
  tags: tagsOf(form.tags),
});

/** Only what was changed, so that two people editing one contact do not undo each other. */
export const updateBody = (form: ContactForm, before: ContactForm): UpdateContactBody => {
  const whole = createBody(form);
  const changed = (key: keyof ContactForm) => form[key].trim() !== before[key].trim();
  return {
    ...(changed('name') ? { name: whole.name } : {}),
    ...(changed('phone') && whole.phone !== '' ? { phone: whole.phone } : {}),
    ...(changed('country') && whole.country ? { country: whole.country } : {}),
    ...(changed('email') ? { email: orNull(form.email) } : {}),
    ...(changed('language') ? { language: orNull(form.language) } : {}),
    ...(changed('tags') ? { tags: tagsOf(form.tags) } : {}),
  };
};

export const isDirty = (form: ContactForm, before: ContactForm): boolean =>
  (Object.keys(form) as (keyof ContactForm)[]).some((key) => form[key] !== before[key]);

export type ConsentForm = {
  category: RecordConsentBody['category'];
  action: RecordConsentBody['action'] | null;
  source: string;
  evidence: string;
};

export const emptyConsent: ConsentForm = {
  category: 'marketing',
  action: null,
  source: '',
  evidence: '',
};

/** The ledger is proof: nothing is recorded without saying what, where and by which evidence. */
export const consentBody = (form: ConsentForm): RecordConsentBody | null => {
  const source = form.source.trim();
  const evidence = form.evidence.trim();
  if (form.action === null || source === '' || evidence === '') return null;
  return { category: form.category, action: form.action, source, evidence };
};

/** How a person is addressed where the name is shown without a number. */
export const addressOf = (c: Pick<ContactView, 'phone' | 'waId' | 'username'>): string | null =>
  c.phone ?? (c.waId !== null ? `+${c.waId}` : c.username !== null ? `@${c.username}` : null);

export const lastTalk = (
  c: Pick<ContactView, 'lastInboundAt' | 'lastOutboundAt'>
): number | null => {
  const times = [c.lastInboundAt, c.lastOutboundAt].filter((at): at is number => at !== null);
  return times.length === 0 ? null : Math.max(...times);
};

/** Newest first. */
export const timeline = (
  events: ContactDetails['consentEvents']
): ContactDetails['consentEvents'] => [...events].sort((a, b) => b.at - a.at || b.id - a.id);

const knownActions = ['opt-in', 'opt-out', 'pause', 'resume'] as const;
export const consentActionKey = (action: string): string | null => {
  const known = knownActions.find((a) => a === action);
  return known ? `contacts.consentAction.${known}` : null;
};
