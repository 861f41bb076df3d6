import {
  profileProblems,
  type ProfileBody,
  type ProfileField,
  type ProfileProblem,
  type ProfileValues,
  type ProfileView,
} from '../../../../../server/src/contracts/business-profile';

/** The values of the form. There are always two website fields, filled or empty. */
export type Draft = Omit<ProfileValues, 'websites'> & {
  website: string;
  secondWebsite: string;
};
export type DraftField = keyof Draft;

export const draftOf = ({ websites, ...rest }: ProfileView): Draft => ({
  about: rest.about,
  address: rest.address,
  description: rest.description,
  email: rest.email,
  vertical: rest.vertical,
  website: websites[0] ?? '',
  secondWebsite: websites[1] ?? '',
});

const valuesOf = ({ website, secondWebsite, ...rest }: Draft): ProfileValues => ({
  about: rest.about.trim(),
  address: rest.address.trim(),
  description: rest.description.trim(),
  email: rest.email.trim(),
  vertical: rest.vertical,
  websites: [website.trim(), secondWebsite.trim()].filter(Boolean),
});

/** Only what differs from what Meta has: an old value that Meta would refuse today hinders nothing else. */
export const changesOf = (draft: Draft, before: ProfileView): ProfileBody => {
  const now = valuesOf(draft);
  const was = valuesOf(draftOf(before));
  const fields = Object.keys(now) as (keyof ProfileValues)[];
  return Object.fromEntries(
    fields
      .filter((field) => JSON.stringify(now[field]) !== JSON.stringify(was[field]))
      .map((field) => [field, now[field]])
  );
};

/** By field; the first of each. */
export type Problems = Partial<Record<ProfileField, ProfileProblem>>;

export const byField = (problems: readonly ProfileProblem[]): Problems => {
  const found: Problems = {};
  for (const problem of problems) found[problem.field] ??= problem;
  return found;
};

export const problemsIn = (changes: ProfileBody): Problems => {
  const { pictureFileId: _picture, ...values } = changes;
  return byField(profileProblems(values));
};
