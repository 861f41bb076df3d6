import type {
  FlowParameters,
  Interactive,
  InteractiveHeader,
  ListSection,
  ProductSection,
} from './message-types';
import { checkMedia } from './media-limits';
import { checkCount, checkLength, checkUrl, type Problem } from './problem';

/** Body length by type: a list may say more than the others. */
const BODY_MAX = { list: 4096, other: 1024 };

/** Meta's limits of the interactive kinds; fields are named as in the payload. */
export const checkInteractive = (it: Interactive): Problem[] => [
  ...('header' in it ? checkHeader(it.header) : []),
  ...checkLength('interactive.body.text', it.body?.text, {
    max: it.type === 'list' ? BODY_MAX.list : BODY_MAX.other,
    required: it.type !== 'product',
  }),
  ...('footer' in it ? checkLength('interactive.footer.text', it.footer?.text, { max: 60 }) : []),
  ...checkAction(it),
];

const checkHeader = (header: InteractiveHeader | undefined): Problem[] => {
  switch (header?.type) {
    case undefined:
      return [];
    case 'text':
      return checkLength('interactive.header.text', header.text, { max: 60, required: true });
    case 'image':
      return checkMedia('interactive.header.image', header.image);
    case 'video':
      return checkMedia('interactive.header.video', header.video);
    case 'document':
      return checkMedia('interactive.header.document', header.document);
  }
};

const checkAction = (it: Interactive): Problem[] => {
  switch (it.type) {
    case 'button':
      return checkButtons(it.action.buttons.map((b) => b.reply));
    case 'list':
      return checkList(it.action.button, it.action.sections);
    case 'cta_url':
      return [
        ...checkLength(`${PARAMS}.display_text`, it.action.parameters.display_text, {
          max: 20,
          required: true,
        }),
        ...checkUrl(`${PARAMS}.url`, it.action.parameters.url),
      ];
    case 'flow':
      return checkFlow(it.action.parameters);
    case 'product':
      return [
        ...checkLength(`${ACTION}.catalog_id`, it.action.catalog_id, { max: 64, required: true }),
        ...checkLength(`${ACTION}.product_retailer_id`, it.action.product_retailer_id, {
          max: 256,
          required: true,
        }),
      ];
    case 'product_list':
      return checkProducts(it.action.catalog_id, it.action.sections);
    case 'location_request_message':
    case 'catalog_message':
      return [];
  }
};

const ACTION = 'interactive.action';
const PARAMS = `${ACTION}.parameters`;

const checkButtons = (replies: { id: string; title: string }[]): Problem[] => {
  const field = `${ACTION}.buttons`;
  return [
    ...checkCount(field, replies.length, { min: 1, max: 3 }),
    ...replies.flatMap((reply, i) => [
      ...checkId(`${field}[${i}].reply.id`, reply.id, 256),
      ...checkLength(`${field}[${i}].reply.title`, reply.title, { max: 20, required: true }),
    ]),
    ...unique(
      field,
      'ids',
      replies.map((r) => r.id)
    ),
    ...unique(
      field,
      'titles',
      replies.map((r) => r.title)
    ),
  ];
};

const checkList = (button: string, sections: ListSection[]): Problem[] => {
  const rows = sections.flatMap((s) => s.rows);
  const field = `${ACTION}.sections`;
  return [
    ...checkLength(`${ACTION}.button`, button, { max: 20, required: true }),
    ...checkCount(field, sections.length, { min: 1, max: 10 }),
    ...checkCount(`${field} rows in total`, rows.length, { min: 1, max: 10 }),
    ...unique(
      field,
      'row ids',
      rows.map((r) => r.id)
    ),
    ...sections.flatMap((section, i) => [
      ...checkLength(`${field}[${i}].title`, section.title, {
        max: 24,
        required: sections.length > 1,
      }),
      ...checkCount(`${field}[${i}].rows`, section.rows.length, { min: 1, max: 10 }),
      ...section.rows.flatMap((row, j) => [
        ...checkId(`${field}[${i}].rows[${j}].id`, row.id, 200),
        ...checkLength(`${field}[${i}].rows[${j}].title`, row.title, { max: 24, required: true }),
        ...checkLength(`${field}[${i}].rows[${j}].description`, row.description, { max: 72 }),
      ]),
    ]),
  ];
};

const checkFlow = (p: FlowParameters): Problem[] => [
  ...checkLength(`${PARAMS}.flow_cta`, p.flow_cta, { max: 30, required: true }),
  ...((p.flow_id === undefined) === (p.flow_name === undefined)
    ? [
        {
          field: `${PARAMS}.flow_id`,
          kind: p.flow_id === undefined ? ('missing' as const) : ('both-given' as const),
          message: `${PARAMS} needs either flow_id or flow_name`,
        },
      ]
    : []),
];

const checkProducts = (catalogId: string, sections: ProductSection[]): Problem[] => {
  const field = `${ACTION}.sections`;
  const products = sections.reduce((n, s) => n + s.product_items.length, 0);
  return [
    ...checkLength(`${ACTION}.catalog_id`, catalogId, { max: 64, required: true }),
    ...checkCount(field, sections.length, { min: 1, max: 10 }),
    ...checkCount(`${field} products in total`, products, { min: 1, max: 30 }),
    ...sections.flatMap((s, i) =>
      checkLength(`${field}[${i}].title`, s.title, { max: 24, required: true })
    ),
  ];
};

const checkId = (field: string, id: string, max: number): Problem[] => {
  const length = checkLength(field, id, { max, required: true });
  if (length.length > 0 || id === id.trim()) return length;
  return [{ field, kind: 'bad-format', message: `${field} must not begin or end with a space` }];
};

const unique = (field: string, what: string, values: string[]): Problem[] =>
  new Set(values).size === values.length
    ? []
    : [{ field, kind: 'duplicate', message: `${field}: ${what} must differ` }];
