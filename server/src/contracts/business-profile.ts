import { z } from 'zod';
import { id } from './common';

/** What a business does, as WhatsApp names it; '' = not said. */
export const VERTICALS = [
  'ALCOHOL',
  'APPAREL',
  'AUTO',
  'BEAUTY',
  'EDU',
  'ENTERTAIN',
  'EVENT_PLAN',
  'FINANCE',
  'GOVT',
  'GROCERY',
  'HEALTH',
  'HOTEL',
  'NONPROFIT',
  'ONLINE_GAMBLING',
  'OTC_DRUGS',
  'OTHER',
  'PHYSICAL_GAMBLING',
  'PROF_SERVICES',
  'RESTAURANT',
  'RETAIL',
  'TRAVEL',
] as const;

/** Longest texts, and how many addresses. Meta's guide says 512 for the description. */
export const PROFILE_LIMITS = {
  about: 139,
  address: 256,
  description: 512,
  email: 128,
  website: 256,
  websites: 2,
} as const;

/** What WhatsApp takes as a profile picture. */
export const PROFILE_PICTURE = {
  types: ['image/jpeg', 'image/png'] as readonly string[],
  maxBytes: 5_000_000,
} as const;

export const profileField = z.enum([
  'about',
  'address',
  'description',
  'email',
  'websites',
  'vertical',
  'picture',
]);
export type ProfileField = z.infer<typeof profileField>;

/** Why a value cannot be kept. `refused` is Meta's own no. */
export const profileCode = z.enum([
  'about-empty',
  'too-long',
  'email',
  'website',
  'too-many',
  'vertical',
  'picture-missing',
  'picture-type',
  'picture-large',
  'refused',
]);
export type ProfileCode = z.infer<typeof profileCode>;

export const profileProblem = z.object({
  field: profileField,
  code: profileCode,
  /** The limit that a value is beyond. */
  max: z.number().int().optional(),
  /** What Meta said of it. */
  said: z.string().optional(),
});
export type ProfileProblem = z.infer<typeof profileProblem>;

export const profileValues = z.object({
  about: z.string(),
  address: z.string(),
  description: z.string(),
  email: z.string(),
  websites: z.array(z.string()),
  vertical: z.string(),
});
export type ProfileValues = z.infer<typeof profileValues>;

/** GET /accounts/:id/profile: as customers see the number on WhatsApp, read from Meta. */
export const profileView = profileValues.extend({
  /** Meta's address of the picture, good for some days; null = none. */
  pictureUrl: z.string().nullable(),
});
export type ProfileView = z.infer<typeof profileView>;

const loose = z.string().trim().max(4000);

/** PUT /accounts/:id/profile: what is absent stays as it is. Lengths and forms are judged by `profileProblems`. */
export const profileBody = z
  .object({
    about: loose,
    address: loose,
    description: loose,
    email: loose,
    websites: z.array(loose).max(20),
    vertical: z.string().max(40),
    /** A JPEG or PNG of the media library. */
    pictureFileId: id,
  })
  .partial();
export type ProfileBody = z.infer<typeof profileBody>;

const isSecureAddress = (text: string): boolean =>
  z.url({ protocol: /^https$/, hostname: z.regexes.domain }).safeParse(text).success;

type SomeValues = Omit<ProfileBody, 'pictureFileId'>;

const tooLong = (values: SomeValues): ProfileProblem[] =>
  (['about', 'address', 'description', 'email'] as const).flatMap((field) =>
    (values[field]?.length ?? 0) > PROFILE_LIMITS[field]
      ? [{ field, code: 'too-long' as const, max: PROFILE_LIMITS[field] }]
      : []
  );

const inWebsites = (websites: readonly string[]): ProfileProblem[] => {
  const field = 'websites';
  if (websites.length > PROFILE_LIMITS.websites)
    return [{ field, code: 'too-many', max: PROFILE_LIMITS.websites }];
  if (websites.some((one) => one.length > PROFILE_LIMITS.website))
    return [{ field, code: 'too-long', max: PROFILE_LIMITS.website }];
  return websites.every(isSecureAddress) ? [] : [{ field, code: 'website' }];
};

/** What WhatsApp would say against these values; the form and the server ask the same. Absent values are not judged. */
export const profileProblems = (values: SomeValues): ProfileProblem[] => {
  const { about, email, websites, vertical } = values;
  const problems = tooLong(values);
  if (about === '') problems.push({ field: 'about', code: 'about-empty' });
  if (email && email.length <= PROFILE_LIMITS.email && !z.email().safeParse(email).success)
    problems.push({ field: 'email', code: 'email' });
  if (websites) problems.push(...inWebsites(websites));
  if (vertical && !(VERTICALS as readonly string[]).includes(vertical))
    problems.push({ field: 'vertical', code: 'vertical' });
  return problems;
};

/** What WhatsApp would say against a picture; `file` null = it is not in the library. */
export const pictureProblem = (
  file: { mime: string | null; sizeBytes: number } | null
): ProfileProblem | null => {
  const field = 'picture';
  if (!file) return { field, code: 'picture-missing' };
  if (!PROFILE_PICTURE.types.includes(file.mime ?? '')) return { field, code: 'picture-type' };
  return file.sizeBytes > PROFILE_PICTURE.maxBytes
    ? { field, code: 'picture-large', max: PROFILE_PICTURE.maxBytes }
    : null;
};
