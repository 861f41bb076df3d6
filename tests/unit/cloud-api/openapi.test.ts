import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import { parse } from 'yaml';
import type { Interactive, MessageContent } from '../../../server/src/cloud-api/message-types';
import * as make from '../../../server/src/cloud-api/messages';
import { buildTemplateComponents } from '../../../server/src/cloud-api/template-components';
import { shapeOf } from '../../../server/src/cloud-api/template-shape';
import { orderReady } from './template-fixtures';

const file = resolve(
  process.env.META_OPENAPI ?? '../shared/reference/meta-business-messaging.openapi.yaml'
);
const present = existsSync(file);

type Json = Record<string, unknown>;
const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/**
 * Slips of Meta's file, mended before use:
 * - `additionalProperties: false` stands inside one part of an `allOf`, which forbids the fields of the
 *   other part: no message at all would be valid;
 * - the pattern of a button's `index` (`^[2-6, 11-14]$`) refuses 0, 1 and every two-digit number;
 * - `language.policy` is called required; Meta's guides leave it out, and "deterministic" is the default;
 * - `sub_type` lacks `copy_code`; its `coupon_code` parameter is not in the file and so not compared;
 * - `format: url` is not a format of JSON Schema.
 */
const mend = (node: unknown, inAllOf = false): unknown => {
  if (Array.isArray(node)) return node.map((item) => mend(item));
  if (!isJson(node)) return node;
  const entries = Object.entries(node).filter(
    ([key]) =>
      key !== 'discriminator' && !(inAllOf && key === 'additionalProperties') && key !== 'format'
  );
  return Object.fromEntries(
    entries.map(([key, value]) => [
      key,
      key === 'allOf' && Array.isArray(value) ? value.map((part) => mend(part, true)) : mend(value),
    ])
  );
};

const mendTemplates = (schemas: Json): void => {
  const at = (name: string): Json => schemas[name] as Json;
  at('LanguageObject').required = ['code'];
  const component = at('TemplateComponent').properties as Json;
  component.index = { type: 'string', pattern: '^\\d{1,2}$' };
  component.sub_type = { enum: ['quick_reply', 'url', 'catalog', 'copy_code'] };
  const button = ((at('ButtonComponent').allOf as Json[])[1] as Json).properties as Json;
  button.index = component.index;
};

const load = (): ((schema: string) => ValidateFunction) => {
  const document = mend(parse(readFileSync(file, 'utf8'), { maxAliasCount: -1 })) as Json;
  const schemas = (document.components as Json).schemas as Json;
  mendTemplates(schemas);
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema({ $id: 'meta', components: { schemas } });
  return (name) => {
    const validate = ajv.getSchema(`meta#/components/schemas/${name}`);
    if (!validate) throw new Error(`the file has no schema ${name}`);
    return validate;
  };
};

const interactive = (content: Interactive): MessageContent => make.interactive(content);
const body = { body: { text: 'Pick one' }, footer: { text: 'Reply any time' } };
const components = buildTemplateComponents(
  shapeOf(orderReady.components, 'POSITIONAL'),
  { header: '1', 'body.1': 'Ada', 'body.2': '#1', 'button.1': '1', 'button.4': 'SAVE10' },
  { payloads: { 0: 'STOP' } }
);

/**
 * Not in the file though in Meta's guides, so without a row here: `recipient` (a user id in place of `to`),
 * the interactive types `cta_url` and `location_request_message`, a catalogue message without thumbnail, and
 * list texts above 1024 characters. Numbers as coordinates are allowed by the guide, texts only by the file.
 */
const rows: [string, MessageContent][] = [
  ['TextMessage', make.text('Hello https://a.example', true)],
  ['ImageMessage', make.image({ id: '1' }, 'caption')],
  ['VideoMessage', make.video({ link: 'https://a.example/v.mp4' })],
  ['AudioMessage', make.audio({ id: '1' })],
  ['DocumentMessage', make.document({ id: '1' })],
  ['StickerMessage', make.sticker({ id: '1' })],
  [
    'LocationMessage',
    make.location({ latitude: '52.5', longitude: '13.4', name: 'Depot', address: 'Street 1' }),
  ],
  [
    'ContactsMessage',
    make.contacts([
      {
        name: { formatted_name: 'Ada L.', first_name: 'Ada' },
        phones: [{ phone: '+15550001111', type: 'WORK', wa_id: '15550001111' }],
        emails: [{ email: 'a@example.org', type: 'WORK' }],
        org: { company: 'A' },
        birthday: '1990-12-31',
      },
    ]),
  ],
  ['ReactionMessage', make.reaction('wamid.A', '👍')],
  [
    'InteractiveMessage',
    interactive({
      type: 'button',
      ...body,
      header: { type: 'text', text: 'H' },
      action: { buttons: [{ type: 'reply', reply: { id: 'y', title: 'Yes' } }] },
    }),
  ],
  [
    'InteractiveMessage',
    interactive({
      type: 'list',
      ...body,
      action: {
        button: 'Show',
        sections: [{ title: 'S', rows: [{ id: 'a', title: 'A', description: 'd' }] }],
      },
    }),
  ],
  [
    'InteractiveMessage',
    interactive({
      type: 'flow',
      ...body,
      action: {
        name: 'flow',
        parameters: { flow_message_version: '3', flow_cta: 'Go', flow_id: '1', flow_token: 't' },
      },
    }),
  ],
  ['TemplateMessage', make.template('order_ready', 'en_US')],
  ['TemplateMessage', make.template('order_ready', 'en_US', components.ok ? components.value : [])],
];

(present ? describe : describe.skip)(
  `our payloads by Meta's own OpenAPI file${present ? '' : ` (absent: ${file})`}`,
  () => {
    const schema = present ? load() : undefined;

    it.each(rows)('are valid: %s', (name, content) => {
      const payload = make.buildMessage(content, {
        to: { kind: 'phone', e164: '+15550123456' },
        replyTo: 'wamid.A',
        callbackData: 'token',
      });
      const validate = schema?.(name);
      expect({ valid: validate?.(payload), errors: validate?.errors ?? [] }).toEqual({
        valid: true,
        errors: [],
      });
    });

    it('build each component of a template in the form of the file', () => {
      const built = components.ok ? components.value : [];
      const names = { header: 'HeaderComponent', body: 'BodyComponent', button: 'ButtonComponent' };
      const known = built.filter((c) => c.type !== 'button' || c.sub_type !== 'copy_code');
      expect(known).toHaveLength(4);
      for (const component of known) {
        const validate = schema?.(names[component.type]);
        expect({ valid: validate?.(component), errors: validate?.errors ?? [] }).toEqual({
          valid: true,
          errors: [],
        });
      }
    });

    it('are really checked: a message with a wrong part is refused', () => {
      const broken = {
        ...make.buildMessage(make.image({ id: '1' }), { to: { kind: 'phone', e164: '+1555' } }),
        image: {},
      };
      expect(schema?.('ImageMessage')(broken)).toBe(false);
      expect(schema?.('TextMessage')({ type: 'text' })).toBe(false);
    });

    it('mark a message as read in the form of the file', () => {
      expect(schema?.('MarkMessageRequestPayload')(make.readMark('wamid.A'))).toBe(true);
    });
  }
);

if (!present) {
  it.todo(`set META_OPENAPI to check payloads against Meta's OpenAPI file; ${file} is not there`);
}
