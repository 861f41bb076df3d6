import type {
  DeskForm,
  DeskOptInInput,
  DeskResult,
  OptInLanguage,
} from '../../../../server/src/contracts/opt-in';

/** What the customer typed; empty again for the next one. */
export interface DeskInput {
  number: string;
  country: string;
  name: string;
  agree: boolean;
  /** One per customer. */
  requestKey: string;
}

const LANGUAGES: readonly OptInLanguage[] = ['en', 'tr'];

export const languagesOf = (form: DeskForm): OptInLanguage[] =>
  LANGUAGES.filter((language) => form.texts[language] !== null);

/** The admin's language where the form has it, else the one that it has. */
export const firstLanguage = (form: DeskForm, locale: string): OptInLanguage => {
  const wished: OptInLanguage = locale.startsWith('tr') ? 'tr' : 'en';
  const offered = languagesOf(form);
  return offered.includes(wished) ? wished : (offered[0] ?? 'en');
};

export const emptyInput = (form: DeskForm, requestKey: string): DeskInput => ({
  number: '',
  country: form.country,
  name: '',
  agree: false,
  requestKey,
});

export type DeskProblem = 'number' | 'agree';

export const problemsOf = ({ number, agree }: DeskInput): DeskProblem[] => [
  ...(number.replace(/\D/g, '').length < 5 ? (['number'] as const) : []),
  ...(agree ? [] : (['agree'] as const)),
];

export const bodyOf = (
  { number, country, name, requestKey }: DeskInput,
  { form, language }: { form: DeskForm; language: OptInLanguage }
): DeskOptInInput => ({
  number,
  country,
  name,
  language,
  version: form.version,
  agree: true,
  requestKey,
});

export type Words = DeskResult['words'][OptInLanguage];
