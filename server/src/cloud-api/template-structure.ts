import { z } from 'zod';

const text = z.string().nullish().catch(null);

const namedExamples = z
  .array(z.object({ param_name: z.string(), example: z.coerce.string().catch('') }))
  .nullish()
  .catch(null);

const exampleShape = z
  .object({
    header_text: z.array(z.string()).nullish().catch(null),
    header_text_named_params: namedExamples,
    body_text: z.array(z.array(z.string())).nullish().catch(null),
    body_text_named_params: namedExamples,
  })
  .nullish()
  .catch(null);

const buttonShape = z.object({
  type: z.string().transform((v) => v.toUpperCase()),
  text,
  url: text,
  phone_number: text,
  otp_type: text,
  example: z
    .union([z.string().transform((v) => [v]), z.array(z.string())])
    .nullish()
    .catch(null),
});

const componentShape = z.object({
  type: z.string().transform((v) => v.toUpperCase()),
  format: z
    .string()
    .transform((v) => v.toUpperCase())
    .nullish()
    .catch(null),
  text,
  example: exampleShape,
  buttons: z.array(buttonShape).nullish(),
  add_security_recommendation: z.boolean().nullish().catch(null),
  code_expiration_minutes: z.number().nullish().catch(null),
});

export type MetaComponent = z.infer<typeof componentShape>;
export type MetaButton = z.infer<typeof buttonShape>;

/**
 * Meta's `components` of a template, as stored. Whatever cannot be read is named in `unreadable`, so that
 * nobody sends a template that is only half understood.
 */
export const readComponents = (
  value: unknown
): { components: MetaComponent[]; unreadable: string[] } => {
  if (!Array.isArray(value)) return { components: [], unreadable: ['components'] };
  const components: MetaComponent[] = [];
  const unreadable: string[] = [];
  value.forEach((item: unknown, place) => {
    const parsed = componentShape.safeParse(item);
    if (parsed.success) components.push(parsed.data);
    else unreadable.push(`components[${place}]`);
  });
  return { components, unreadable };
};

/** `{{1}}` or `{{first_name}}`, with the blanks that Meta tolerates. */
const VARIABLE = /\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g;

/** The distinct variables of a text: numbers ascending, names in order of appearance. */
export const variablesOf = (value: string): string[] => {
  const found = [...new Set([...value.matchAll(VARIABLE)].map((m) => m[1] ?? ''))];
  return found.every(isNumber) ? found.sort((a, b) => Number(a) - Number(b)) : found;
};

/** Puts values in; a variable without a value stays as it is written. */
export const fillVariables = (
  value: string,
  valueOf: (name: string) => string | undefined
): string => value.replace(VARIABLE, (whole, name: string) => valueOf(name) ?? whole);

export const isNumber = (name: string): boolean => /^\d+$/.test(name);

/** How a one-time-code button gives the code: to be copied, or filled in by an app of the business. */
export const otpTypeOf = ({ otp_type, url }: Pick<MetaButton, 'otp_type' | 'url'>): string => {
  const kind = otp_type ?? /[?&]otp_type=([a-z_]+)/i.exec(url ?? '')?.[1];
  return (kind ?? 'COPY_CODE').toUpperCase();
};

/** A one-time-code button reads back as a URL button on this address. */
export const isOtpButton = (button: { type: string; url?: string | null | undefined }): boolean =>
  button.type === 'OTP' || /^https:\/\/(www\.)?whatsapp\.com\/otp\//i.test(button.url ?? '');
