import { z } from 'zod';
import { id, instant } from './common';
import { dataPurpose, type DataPurpose } from './consent';

/** Where people meet a form; opt-ins are counted by form, so each place has one of its own (O-12, O-16). */
export const OPT_IN_PLACES = [
  'page',
  'pop-up',
  'chat',
  'till',
  'packaging',
  'print',
  'event',
  'invoice',
  'desk',
  'invitation',
  'in-app',
] as const;
export const optInPlace = z.enum(OPT_IN_PLACES);
export type OptInPlace = z.infer<typeof optInPlace>;

export const optInCategory = z.enum(['marketing', 'utility']);
export type OptInCategory = z.infer<typeof optInCategory>;

export const optInLanguage = z.enum(['en', 'tr']);
export type OptInLanguage = z.infer<typeof optInLanguage>;

/** An address of a page, https or of this machine. */
const webAddress = z
  .string()
  .trim()
  .max(500)
  .regex(/^https?:\/\/[^\s"<>]+$/, 'Enter a full URL that starts with https:// or http://.');

/** What a person reads, in one language. `agree` is the sentence beside the box and in the prefilled message. */
export const optInWords = z.object({
  title: z.string().trim().max(120).default(''),
  agree: z.string().trim().max(300).default(''),
  /** Which data and why. */
  notice: z.string().trim().max(2000).default(''),
  /** The whole legal notice, on a page of the company (O-05). */
  noticeUrl: webAddress.nullable().default(null),
  /** The one answer after the opt-in; empty: the text of the consent settings. */
  thanks: z.string().trim().max(1000).default(''),
});
export type OptInWords = z.output<typeof optInWords>;

/** A language that is null is not offered. */
export const optInTexts = z.object({
  en: optInWords.nullable().default(null),
  tr: optInWords.nullable().default(null),
});
export type OptInTexts = z.output<typeof optInTexts>;

/** `https://shop.example`: who may show the form inside their own pages. */
const site = z
  .string()
  .trim()
  .toLowerCase()
  .max(200)
  .regex(
    /^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/,
    'Write the beginning of the address only, for example https://www.example.com.'
  );

export const OPT_IN_SLUG = /^[a-z0-9](?:-?[a-z0-9]){2,59}$/;

/** POST /opt-in-forms, PUT /opt-in-forms/:id. The slug of a form stays. */
export const optInFormBody = z.object({
  name: z.string().trim().min(1, 'Give the form a name.').max(120),
  slug: z
    .string()
    .trim()
    .regex(OPT_IN_SLUG, 'Use 3 to 60 lowercase letters a to z, digits and single hyphens.'),
  place: optInPlace.default('page'),
  category: optInCategory.default('marketing'),
  accountId: id,
  texts: optInTexts,
  tags: z.array(z.string().trim().min(1).max(60)).max(20).default([]),
  groupIds: z.array(id).max(20).default([]),
  sites: z.array(site).max(20).default([]),
  /** Purposes of data collection that the form asks for too, each with a box of its own. */
  purposes: z.array(dataPurpose).max(3).default([]),
  active: z.boolean().default(false),
});
export type OptInFormBody = z.input<typeof optInFormBody>;

/** What is wrong with a sentence that people are to agree to. */
export const wordingProblem = z.enum(['empty', 'no-whatsapp', 'no-business']);
export type WordingProblem = z.infer<typeof wordingProblem>;
/** By field: `texts.tr.agree`. */
export const textProblems = z.array(
  z.object({ field: z.string(), problem: z.enum([...wordingProblem.options, 'no-language']) })
);
export type TextProblems = z.infer<typeof textProblems>;

const counts = z.object({
  /** Forms sent from the page and the widget. */
  started: z.number().int(),
  /** Messages with a code that worked. */
  confirmed: z.number().int(),
});

export const optInFormView = optInFormBody.required().extend({
  id,
  texts: optInTexts,
  version: z.number().int(),
  /** By what name the wording must call the business. */
  business: z.string(),
  /** Address of the hosted page, and of the widget's script. */
  pageUrl: z.string(),
  widgetUrl: z.string(),
  /** The wa.me link of the form itself by language; null without a number or that language. */
  links: z.object({ en: z.string().nullable(), tr: z.string().nullable() }),
  code: z.string(),
  problems: textProblems,
  counts,
  createdAt: instant,
  changedAt: instant,
});
export type OptInFormView = z.infer<typeof optInFormView>;

/** A number that a form can belong to. */
export const optInNumber = z.object({
  id,
  name: z.string(),
  business: z.string(),
  phone: z.string().nullable(),
});
export type OptInNumber = z.infer<typeof optInNumber>;

/** GET /opt-in-forms */
export type ListOptInFormsResult = { forms: OptInFormView[] };

/** GET /opt-in-forms/choices: what the editor offers, with ready sentences that name the business (O-03). */
export type OptInChoices = {
  numbers: OptInNumber[];
  groups: { id: number; name: string }[];
  tags: string[];
  /** Purposes of data collection that are asked anywhere. */
  purposes: DataPurpose[];
};

/** GET /opt-in-forms/:id/versions: every wording that was ever shown, newest first. */
export type OptInVersion = {
  version: number;
  category: OptInCategory;
  business: string;
  texts: OptInTexts;
  by: string | null;
  at: number;
};
export type OptInVersionsResult = { versions: OptInVersion[] };

/** POST /opt-in-forms/check: the rules of publishing, for texts that need not be saved. */
export const checkOptInBody = z.object({ accountId: id, texts: optInTexts });
export type CheckOptInBody = z.input<typeof checkOptInBody>;
export type CheckOptInResult = { business: string; problems: TextProblems };

/** POST /opt-in-forms/suggest: texts that pass the check. */
export const suggestOptInBody = z.object({ accountId: id, category: optInCategory });
export type SuggestOptInBody = z.input<typeof suggestOptInBody>;
export type SuggestOptInResult = { texts: { en: OptInWords; tr: OptInWords } };

/** GET /opt-in-forms/:id/qr */
export const optInQrQuery = z.object({
  /** `data`: the SVG inside JSON, for showing it. */
  format: z.enum(['svg', 'png', 'data']).default('svg'),
  language: optInLanguage.default('en'),
});

export type OptInQrData = { svg: string };

/** GET /opt-in-sources: opt-ins of the ledger by source, forms and all others (O-16). */
export const optInSource = z.object({
  source: z.string(),
  /** The form, when it is one. */
  formId: id.nullable(),
  formName: z.string().nullable(),
  category: optInCategory,
  people: z.number().int(),
  lastAt: instant,
});
export type OptInSource = z.infer<typeof optInSource>;
export type OptInSourcesResult = { sources: OptInSource[] };

/** What customers read at the counter beside the form's own wording. */
export interface DeskWords {
  readonly number: string;
  readonly country: string;
  readonly name: string;
  readonly leave: string;
  readonly notice: string;
  readonly more: string;
  readonly wrong: Readonly<Record<'number' | 'agree', string>>;
  readonly language: string;
  readonly press: string;
  readonly sending: string;
  readonly thanks: string;
  readonly thanksHint: (business: string) => string;
  readonly again: string;
  readonly failed: string;
  readonly offline: string;
  readonly own: string;
  readonly ownHint: string;
}

/** A published form as the desk shows it, in its current wording. */
export interface DeskForm {
  id: number;
  name: string;
  business: string;
  /** What a number without a prefix means. */
  country: string;
  version: number;
  category: OptInCategory;
  texts: OptInTexts;
}

/** As JSON: `{business}` stands where the form's business is put in. */
export type DeskWordsJson = Omit<DeskWords, 'thanksHint'> & { thanksHint: string };
type Country = readonly [code: string, name: string, dial: string];

/** GET /opt-in-desk */
export interface DeskResult {
  forms: DeskForm[];
  words: Record<OptInLanguage, DeskWordsJson>;
  countries: Record<OptInLanguage, Country[]>;
}

/** POST /opt-in-desk/:id/opt-ins */
export const deskOptInBody = z.object({
  number: z.string().trim().min(1).max(120),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  name: z.string().trim().max(120).default(''),
  language: optInLanguage,
  /** The version that stood on the screen. */
  version: z.number().int().positive().max(1_000_000),
  /** The box, ticked by the customer. */
  agree: z.literal(true),
  /** One per customer: pressing again after a lost answer records nothing twice. */
  requestKey: z.string().min(8).max(60),
});
export type DeskOptInBody = z.output<typeof deskOptInBody>;
export type DeskOptInInput = z.input<typeof deskOptInBody>;
