import type { DraftButton, TemplateDraft } from '../template-draft';
import { endsInVariable, marksOf, urlExample } from './variables';

type Json = Record<string, unknown>;

const exampleOf = (draft: TemplateDraft, key: string): string =>
  Object.hasOwn(draft.examples, key) ? (draft.examples[key] ?? '').trim() : '';

/** Meta's form of the samples: an array in an array for numbered ones, named objects for named ones. */
const textExample = (draft: TemplateDraft, part: 'header' | 'body', text: string): Json => {
  const names = marksOf(text);
  if (names.length === 0) return {};
  if (draft.parameterFormat === 'NAMED')
    return {
      example: {
        [`${part}_text_named_params`]: names.map((name) => ({
          param_name: name,
          example: exampleOf(draft, `${part}.${name}`),
        })),
      },
    };
  const values = [...names]
    .sort((a, b) => Number(a) - Number(b))
    .map((name) => exampleOf(draft, `${part}.${name}`));
  return { example: part === 'header' ? { header_text: values } : { body_text: [values] } };
};

const headerOf = (draft: TemplateDraft, handle: string | null): Json[] => {
  const { header } = draft;
  switch (header.kind) {
    case 'none':
      return [];
    case 'text':
      return [
        {
          type: 'HEADER',
          format: 'TEXT',
          text: header.text.trim(),
          ...textExample(draft, 'header', header.text),
        },
      ];
    case 'location':
      return [{ type: 'HEADER', format: 'LOCATION' }];
    default:
      return [
        {
          type: 'HEADER',
          format: header.kind.toUpperCase(),
          ...(handle === null ? {} : { example: { header_handle: [handle] } }),
        },
      ];
  }
};

const buttonOf = (button: DraftButton): Json => {
  switch (button.type) {
    case 'QUICK_REPLY':
      return { type: 'QUICK_REPLY', text: button.text.trim() };
    case 'URL':
      return {
        type: 'URL',
        text: button.text.trim(),
        url: button.url.trim(),
        ...(endsInVariable(button.url.trim())
          ? { example: [urlExample(button.url.trim(), button.example.trim())] }
          : {}),
      };
    case 'PHONE_NUMBER':
      return {
        type: 'PHONE_NUMBER',
        text: button.text.trim(),
        phone_number: button.phone.trim(),
      };
    case 'COPY_CODE':
      return { type: 'COPY_CODE', example: button.example };
  }
};

/** Body, footer and button of a code template (Meta, "Authentication templates"). */
const codeComponents = ({ code }: TemplateDraft): Json[] => [
  { type: 'BODY', add_security_recommendation: code.securityRecommendation },
  ...(code.expirationMinutes === null
    ? []
    : [{ type: 'FOOTER', code_expiration_minutes: code.expirationMinutes }]),
  {
    type: 'BUTTONS',
    buttons: [
      {
        type: 'OTP',
        otp_type: 'COPY_CODE',
        ...(code.buttonText.trim() === '' ? {} : { text: code.buttonText.trim() }),
      },
    ],
  },
];

/**
 * The `components` that Meta's create and edit calls take. `handle`: of the uploaded sample of a media header; null
 * while it is only kept here.
 */
export const componentsOf = (draft: TemplateDraft, handle: string | null): Json[] =>
  draft.category === 'AUTHENTICATION'
    ? codeComponents(draft)
    : [
        ...headerOf(draft, handle),
        { type: 'BODY', text: draft.body.trim(), ...textExample(draft, 'body', draft.body) },
        ...(draft.footer.trim() === '' ? [] : [{ type: 'FOOTER', text: draft.footer.trim() }]),
        ...(draft.buttons.length === 0
          ? []
          : [{ type: 'BUTTONS', buttons: draft.buttons.map(buttonOf) }]),
      ];
